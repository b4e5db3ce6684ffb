//! Lists of English words that tell what is meant around a number, each with blanks between them.

/// How a hedge behind a number begins that speaks of the number whatever follows: "or more", "at least".
pub(super) const LEADS: &str = "or and at plus odd";

/// How a hedge ends that is about the word after it: "under fire", "close to Kursk".
pub(super) const PREPOSITIONS: &str = "above about around as at below beyond near of on over than to under";

/// What begins another phrase, so that the hedge before it is about the number: "3,000 estimated by".
pub(super) const CIRCUMSTANCES: &str = "according at during for in on per";

/// Words of a hedge that make the number a distance from another one: "3,000 below strength".
pub(super) const DISTANCES: &str = "above as below short shy than";

/// Words right behind a number that say the same without a hedge: "3,000 fewer".
pub(super) const DIFFERENCES: &str =
    "fewer less lower smaller shorter higher larger bigger greater short down";

/// What a number is over or under by so much: "$10 million over budget".
pub(super) const YARDSTICKS: &str = "\
    average budget capacity estimate estimates expectation expectations expected forecast limit norm \
    par plan planned quota strength target";

/// What is lacking where nothing is known, in the singular. "No casualties" are none; "no information" may be any
/// number.
pub(super) const KNOWLEDGE: &str = "\
    account agreement answer breakdown change clarity clear comment confirmation consensus count \
    data date decision detail doubt end estimate evidence exact fact figure finding idea independent \
    indication information know knowledge longer mention news number picture precise proof reason \
    record report sign statement total update word";

/// What is after `a week` where it tells a time: "3,000 left a week ago".
pub(super) const TIMES: &str = "ago later earlier before after since into";

/// What is before `a week` where it tells a time: "3,000 left in a week".
pub(super) const BEFORE_TIMES: &str =
    "about after as at during for from half in including into like of on once than to with within";
