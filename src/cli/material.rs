//! What a program that runs commands within itself gives them beside their arguments.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The path that a configuration is shown with that is in no file.
pub(super) const SETTINGS: &str = "<settings>";

/// What a program that runs commands within itself gives them beside their arguments.
#[derive(Debug, Clone, Default)]
pub struct Material {
    /// Texts that stand at some paths, where the disk need have nothing: by the paths, as the arguments have them.
    pub texts: Arc<BTreeMap<String, String>>,
    /// The numbers of the lines of those texts that are parts of larger ones, by the paths.
    pub numbers: Arc<BTreeMap<String, Vec<usize>>>,
    /// The configuration. None is looked for.
    pub settings: GivenSettings,
}

/// The configuration that a program gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum GivenSettings {
    /// None.
    #[default]
    None,
    /// The file at a path.
    File(PathBuf),
    /// A text with the keys of `gainsay.yaml`, in which paths are relative to the working directory.
    Text(String),
}
