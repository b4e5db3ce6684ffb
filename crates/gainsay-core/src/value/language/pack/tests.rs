use super::*;

#[test]
fn a_word_with_an_ending_is_two_words() {
    let words = list(&Some("home(s), live(s) lost,  box(es), sheep".to_owned()));
    assert_eq!(words, ["home", "homes", "live lost", "lives lost", "box", "boxes", "sheep"]);
}

#[test]
fn each_pack_is_read_to_its_end() {
    for text in [ENGLISH, GERMAN] {
        let language = read("en", text);
        assert!(!language.name.is_empty() && language.numbers.len() > 30);
        assert!(language.meanings.len() > 30);
        assert!(language.holidays.iter().all(|days| !days.is_empty()));
    }
}

/// The words that are twice in some lists, each with the names of these.
fn doubles<'k>(lists: impl IntoIterator<Item = (&'k str, &'k Words)>) -> Vec<String> {
    let mut lists_of: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, words) in lists {
        each(words, |word| lists_of.entry(fold(word).into_owned()).or_default().push(name));
    }
    let twice = lists_of.into_iter().filter(|(_, lists)| lists.len() > 1);
    twice.map(|(word, lists)| format!("`{word}` in {lists:?}")).collect()
}

#[test]
fn a_state_is_known_by_its_name_and_by_words_of_its_own() {
    for pack in [ENGLISH, GERMAN] {
        let keys = keys(pack);
        // Each state is a bit of a number.
        let names = states(&keys).names;
        assert!(names.len() <= u64::BITS as usize, "{names:?}");
        let known = |name: &String| names.contains(name);
        let outcome = |name: &String| keys.outcomes.contains_key(name);
        for list in [&keys.fits, &keys.some] {
            let unknown = |words: &Words| super::list(words).into_iter().find(|name| !known(name));
            assert_eq!(list.values().find_map(unknown), None);
            let none = |key: &str| key.strip_prefix("none ").map(str::to_owned);
            assert_eq!(list.keys().filter_map(|key| none(key)).find(|name| !known(name)), None);
        }
        for list in [&keys.harms, &keys.rescues] {
            assert_eq!(super::list(list).into_iter().find(|name| !outcome(name)), None);
        }
        let said = keys.states.iter().chain(&keys.kinds).map(|(name, words)| (name.as_str(), words));
        assert_eq!(doubles(said), <[String; 0]>::default());
        let became = keys.outcomes.iter().map(|(name, words)| (name.as_str(), words));
        assert_eq!(doubles(became), <[String; 0]>::default());
    }
}

#[test]
fn no_list_has_a_word_twice() {
    for pack in [ENGLISH, GERMAN] {
        let keys = keys(pack);
        let nouns =
            [&keys.people, &keys.things, &keys.objects, &keys.modifiers, &keys.harmed, &keys.harmed_groups];
        for list in nouns.into_iter().chain(keys.roles.values()) {
            assert_eq!(doubles([("one", list)]), <[String; 0]>::default());
        }
    }
}
