//! Where the places that claims have as values lie among the declared ones.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;
use rust_decimal::Decimal;

use super::points::{Points, Said, words};
use crate::check::context::Context;
use crate::claim::Claim;
use crate::value::words::without_article;
use crate::value::{Allowed, Interval, Point, Ranges, Whereabouts};
use gainsay_yaml::text::Name;

/// Somewhere near or in a declared place: where around it, and what tells it from others there.
type Somewhere = (Option<Name>, String);

/// Places by a walk of the place tree: each holds the numbers of the places within it.
pub(super) fn points(claims: &[&Claim], figures: bool, context: &Context<'_>) -> Points {
    let words = words(claims, figures, context);
    let declared = context.declared_places();
    let mut somewhere: IndexSet<Somewhere> = IndexSet::new();
    let mut read = Vec::with_capacity(words.len());
    for (word, written) in words {
        // With places declared, one that is not is a mistake; it is reported where it is read.
        let Some((how, id)) = declared.find(&written, &context.rules.words) else { continue };
        let further = match how {
            Whereabouts::At => None,
            // Whatever is near one place is near it in one way.
            Whereabouts::Near => Some((context.places.parent(id), format!("near {}", context.text(id)))),
            Whereabouts::Inside => Some((Some(id), without_article(&word).to_owned())),
        };
        let further = further.map(|further| somewhere.insert_full(further).0);
        read.push((word, written, how, id, further));
    }
    let numbers = Numbers::new(read.iter().map(|&(.., id, _)| id), &somewhere, context);
    let mut points = Points::without_words(figures);
    for (word, written, how, id, further) in read {
        let Some(&declared) = numbers.declared.get(&id) else { continue };
        points.name(Ranges::one(declared), context.place(id));
        let Some(own) = further.map(|further| numbers.further[further]) else {
            points.insert(word, Said::exactly(Ranges::one(declared)));
            continue;
        };
        points.name(Ranges::one(own), &written);
        let said = if how == Whereabouts::Near {
            let around = context.places.parent(id);
            let around = around.and_then(|around| Some((around, *numbers.declared.get(&around)?)));
            if let Some((around, interval)) = around {
                points.name(Ranges::one(interval), context.place(around));
            }
            near(declared, own, around.map(|(_, interval)| interval))
        } else {
            inside(declared, own)
        };
        points.insert(word, said);
    }
    points
}

/// What is near a place may be that or another one around it; whoever denies it says little.
fn near(place: Interval, beside: Interval, around: Option<Interval>) -> Said {
    let set = Ranges::of(vec![place, beside]);
    let around = around.map_or(Ranges::all(), Ranges::one);
    Said::new(Allowed::new(set.clone(), around), Allowed::new(set.complement_whole(), Ranges::all()))
}

/// What lies in a place may be any other one in it.
fn inside(place: Interval, own: Interval) -> Said {
    let set = Ranges::one(own);
    let denied = Allowed::exactly(set.complement_whole());
    Said::new(Allowed::new(set, Ranges::one(place)), denied)
}

/// Numbers of places: each holds those within it.
struct Numbers {
    declared: HashMap<Name, Interval>,
    /// Those of places that nothing declares.
    further: Vec<Interval>,
}

#[derive(Clone, Copy)]
enum Node {
    Declared(Name),
    Further(usize),
}

impl Numbers {
    /// The interval of every place that is spoken of, and of those around it: its own number to the last number within it.
    fn new(
        spoken_of: impl Iterator<Item = Name>,
        somewhere: &IndexSet<Somewhere>,
        context: &Context<'_>,
    ) -> Self {
        let registry = &context.records.registry.places;
        let mut children: HashMap<Option<Name>, Vec<Node>> = HashMap::new();
        let parent = |id| context.places.parent(id).filter(|parent| registry.contains_key(parent));
        let mut places: HashSet<usize> = HashSet::new();
        for id in spoken_of {
            let around = context.places.up(id).map_while(|id| registry.get_index_of(&id));
            // What is around a place that was there before was there, too.
            around.take_while(|&place| places.insert(place)).for_each(drop);
        }
        // In the order in which they are declared.
        let mut places: Vec<usize> = places.into_iter().collect();
        places.sort_unstable();
        for (&id, _) in places.into_iter().filter_map(|place| registry.get_index(place)) {
            children.entry(parent(id)).or_default().push(Node::Declared(id));
        }
        for (at, (around, _)) in somewhere.iter().enumerate() {
            let around = around.filter(|around| registry.contains_key(around));
            children.entry(around).or_default().push(Node::Further(at));
        }
        let none = Interval::only(Point::from(0));
        let mut numbers = Self { declared: HashMap::new(), further: vec![none; somewhere.len()] };
        let (mut next, mut open) = (0u64, vec![]);
        let within = |of: Option<Name>| children.get(&of).cloned().unwrap_or_default().into_iter();
        let mut walk = vec![(None, within(None))];
        while let Some((of, rest)) = walk.last_mut() {
            match rest.next() {
                Some(Node::Further(at)) => {
                    numbers.further[at] = Interval::only(Point::from(next));
                    next += 1;
                }
                Some(Node::Declared(child)) => {
                    open.push(next);
                    next += 1;
                    walk.push((Some(child), within(Some(child))));
                }
                None => {
                    if let (Some(of), Some(first)) = (*of, open.pop()) {
                        let (low, high) = (Decimal::from(first), Decimal::from(next - 1));
                        let interval = Interval::new(Some(Point::at(low)), Some(Point::at(high)));
                        numbers.declared.insert(of, interval);
                    }
                    walk.pop();
                }
            }
        }
        numbers
    }
}
