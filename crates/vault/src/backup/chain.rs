//! A vault's containers as a whole: which is the newest, where history forks, and what is missing.

use std::collections::HashMap;

use crate::backup::head::BackupHead;
use crate::backup::retain::KEEP_NEWEST;
use crate::body::BackupMark;
use crate::keys::VaultId;

/// One container as a list of containers knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// What it says of itself.
    pub head: BackupHead,
    /// SHA-256 of the whole container.
    pub sha256: [u8; 32],
    /// When the place that keeps it says it arrived, in milliseconds since 1970, UTC. Not a clock of ours.
    pub stored_ms: u64,
    /// Whether it was read back and verified. An unverified container only claims to be what it says.
    pub is_verified: bool,
}

/// Two or more backups that continue the same one: two devices were at work at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// SHA-256 of what they continue; `None` if they are first backups.
    pub parent: Option<[u8; 32]>,
    /// Their places in the list, ascending.
    pub children: Vec<usize>,
}

/// How the list stands to the newest backup that the vault header remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The header remembers none.
    Unknown,
    /// The remembered backup is there, or newer ones are.
    Current,
    /// Every verified backup is older than the remembered one: it was deleted, or an old state was put back. Warn loudly.
    RolledBack {
        /// The newest verified generation there is; `None` if there is none at all.
        newest: Option<u64>,
        /// The remembered one.
        remembered: u64,
    },
    /// There is a verified backup as new as the remembered one, but not the remembered one itself, which nothing of ours
    /// would have removed yet. Warn.
    Replaced {
        /// The remembered generation.
        remembered: u64,
    },
}

/// What a list of containers adds up to. Places are those of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The highest generation that was verified; of equals, the one stored last. What a restore offers first.
    pub newest_verified: Option<usize>,
    /// Where history forks, by the children's generation, newest first.
    pub forks: Vec<Fork>,
    /// Containers whose history is wrong: the parent is there but is not the generation before, or it is missing although
    /// retention would have kept it. Ascending.
    pub broken: Vec<usize>,
    /// Containers of other vaults, left out of everything else. Ascending.
    pub foreign: Vec<usize>,
    /// How the list stands to the vault header.
    pub standing: Standing,
}

/// Judges the containers of `vault_id`, in any order; the same container found twice counts once.
#[must_use]
pub fn survey(vault_id: VaultId, list: &[Generation], remembered: Option<&BackupMark>) -> Chain {
    let mut places: HashMap<[u8; 32], usize> = HashMap::new();
    let mut foreign = Vec::new();
    for (place, one) in list.iter().enumerate() {
        if one.head.vault_id == vault_id {
            places.entry(one.sha256).or_insert(place);
        } else {
            foreign.push(place);
        }
    }
    let mut own: Vec<usize> = places.values().copied().collect();
    own.sort_unstable();
    let at = |place: usize| list.get(place);
    let is_broken = |place: &usize| at(*place).is_some_and(|one| has_wrong_parent(one, list, &places));
    let verified = own
        .iter()
        .copied()
        .filter_map(|place| Some((place, at(place).filter(|one| one.is_verified)?)));
    let newest = verified.max_by_key(|(place, one)| {
        let latest = std::cmp::Reverse(*place);
        (one.head.generation, one.stored_ms, latest)
    });
    Chain {
        newest_verified: newest.map(|(place, _)| place),
        forks: forks(list, &own),
        broken: own.iter().copied().filter(is_broken).collect(),
        foreign,
        standing: standing(list, &places, newest.map(|(_, one)| one), remembered),
    }
}

fn forks(list: &[Generation], own: &[usize]) -> Vec<Fork> {
    let mut children: HashMap<Option<[u8; 32]>, Vec<usize>> = HashMap::new();
    for &place in own {
        if let Some(one) = list.get(place) {
            children.entry(one.head.parent).or_default().push(place);
        }
    }
    let mut forks: Vec<_> = children
        .into_iter()
        .filter(|(_, children)| 1 < children.len())
        .map(|(parent, children)| Fork { parent, children })
        .collect();
    let generation = |fork: &Fork| {
        fork.children
            .first()
            .and_then(|&place| list.get(place))
            .map(|one| one.head.generation)
    };
    forks.sort_by_key(|fork| (std::cmp::Reverse(generation(fork)), fork.parent));
    forks
}

fn has_wrong_parent(one: &Generation, list: &[Generation], places: &HashMap<[u8; 32], usize>) -> bool {
    let Some(parent) = one.head.parent else {
        return false;
    };
    match places.get(&parent).and_then(|&place| list.get(place)) {
        Some(parent) => parent.head.generation.checked_add(1) != Some(one.head.generation),
        None => would_be_kept(one.head.generation.saturating_sub(1), list, places),
    }
}

/// Whether a backup of this generation is among the newest, which retention never removes.
fn would_be_kept(generation: u64, list: &[Generation], places: &HashMap<[u8; 32], usize>) -> bool {
    let newer = places
        .values()
        .filter_map(|&place| list.get(place))
        .filter(|one| generation < one.head.generation);
    newer.count() < KEEP_NEWEST
}

fn standing(
    list: &[Generation],
    places: &HashMap<[u8; 32], usize>,
    newest: Option<&Generation>,
    remembered: Option<&BackupMark>,
) -> Standing {
    let Some(mark) = remembered else {
        return Standing::Unknown;
    };
    let remembered = mark.generation;
    match newest.map(|one| one.head.generation) {
        Some(newest) if remembered <= newest => {
            let is_missing = !places.contains_key(&mark.sha256) && would_be_kept(remembered, list, places);
            if is_missing {
                Standing::Replaced { remembered }
            } else {
                Standing::Current
            }
        }
        newest => Standing::RolledBack { newest, remembered },
    }
}
