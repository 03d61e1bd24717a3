//! What the page knows about backups, and about a restore that is being looked at.

use protocol::{BackupSource, Backups, Code, Failure, Phase, Progress, RestorePlan};
use std::rc::Rc;

/// What the page knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct View {
    /// As the worker said last.
    pub(crate) known: Option<Rc<Backups>>,
    /// What went wrong with the last step.
    pub(crate) failure: Option<Failure>,
    /// Something is under way that the person asked for.
    pub(crate) is_busy: bool,
    /// How far it is.
    pub(crate) progress: Option<Progress>,
    /// What a restore would do; it waits for a word.
    pub(crate) plan: Option<Rc<RestorePlan>>,
    /// On a device without a vault: the backup that waits for its passphrase.
    pub(crate) chosen: Option<BackupSource>,
    /// A restore was done since the page was loaded.
    pub(crate) is_restored: bool,
}

/// Whether a phase belongs here and not to an import.
pub(crate) const fn is_of_backup(phase: Phase) -> bool {
    matches!(
        phase,
        Phase::Sealing | Phase::Sending | Phase::Fetching | Phase::Checking
    )
}

/// The name of a phase, in `data-phase` and in the names of words.
pub(crate) const fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Reading => "reading",
        Phase::Asking => "asking",
        Phase::Matching => "matching",
        Phase::Writing => "writing",
        Phase::Exporting => "exporting",
        Phase::Sealing => "sealing",
        Phase::Sending => "sending",
        Phase::Fetching => "fetching",
        Phase::Checking => "checking",
    }
}

impl View {
    /// A step begins.
    pub(crate) fn begun(&self) -> Self {
        Self {
            failure: None,
            is_busy: true,
            progress: None,
            ..self.clone()
        }
    }

    /// A step failed. That nobody is connected is said by the state of things.
    pub(crate) fn failed(&self, failure: Failure) -> Self {
        Self {
            failure: Some(failure).filter(|failure| failure.code != Code::Locked),
            is_busy: false,
            progress: None,
            ..self.clone()
        }
    }

    /// The worker said how things stand.
    pub(crate) fn told(&self, known: Backups) -> Self {
        Self {
            known: Some(Rc::new(known)),
            is_busy: false,
            progress: None,
            ..self.clone()
        }
    }
}
