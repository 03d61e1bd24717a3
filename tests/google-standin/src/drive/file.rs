//! A file, its revisions, and how Drive describes it.

use axum::body::Bytes;
use md5::Md5;
use serde_json::{Map, Value, json};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

use crate::clock::rfc3339;
use crate::people;
use crate::sheets::Workbook;

pub(crate) const FOLDER: &str = "application/vnd.google-apps.folder";
pub(crate) const SPREADSHEET: &str = "application/vnd.google-apps.spreadsheet";

/// Google tells of a spreadsheet's changes about this often.
const COALESCED_MS: u64 = 3 * 60 * 1000;

/// Where a file lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    Drive,
    /// The hidden folder of a project.
    AppData(String),
}

#[derive(Clone, Debug)]
pub(crate) struct File {
    pub id: String,
    pub owner: String,
    pub name: String,
    pub mime: String,
    pub description: Option<String>,
    pub parents: Vec<String>,
    pub trashed: bool,
    pub starred: bool,
    /// Milliseconds since 1970.
    pub created: u64,
    pub modified: u64,
    /// When the file got its name: searches by name learn of it late.
    pub named: u64,
    pub space: Space,
    /// By project: private to each.
    pub app_properties: BTreeMap<String, BTreeMap<String, String>>,
    pub properties: BTreeMap<String, String>,
    pub revisions: Vec<Revision>,
    pub version: u64,
    /// A change by a person that `modified` does not tell yet.
    pub unsettled: Option<u64>,
    pub workbook: Option<Workbook>,
}

/// One state of a file's bytes.
#[derive(Clone, Debug)]
pub(crate) struct Revision {
    pub id: String,
    pub bytes: Bytes,
    pub mime: String,
    pub modified: u64,
    pub is_kept: bool,
    pub md5: String,
    pub sha1: String,
    pub sha256: String,
}

impl Revision {
    /// A state with its checksums, which are computed once: files are listed more often than written.
    pub fn new(id: String, bytes: Bytes, mime: &str, now: u64) -> Self {
        Self {
            id,
            mime: mime.to_owned(),
            modified: now,
            is_kept: false,
            md5: hex(&Md5::digest(&bytes)),
            sha1: hex(&Sha1::digest(&bytes)),
            sha256: hex(&Sha256::digest(&bytes)),
            bytes,
        }
    }
}

impl File {
    /// A file without content.
    pub fn new(id: String, owner: &str, name: &str, mime: &str, now: u64) -> Self {
        Self {
            id,
            owner: owner.to_owned(),
            name: name.to_owned(),
            mime: mime.to_owned(),
            description: None,
            parents: Vec::new(),
            trashed: false,
            starred: false,
            created: now,
            modified: now,
            named: now,
            space: Space::Drive,
            app_properties: BTreeMap::new(),
            properties: BTreeMap::new(),
            revisions: Vec::new(),
            version: 1,
            unsettled: None,
            workbook: None,
        }
    }

    pub fn head(&self) -> Option<&Revision> {
        self.revisions.last()
    }

    /// Bytes that count against the quota: the head and what is kept forever.
    pub fn stored(&self) -> u64 {
        let (last, older) = match self.revisions.split_last() {
            Some((last, older)) => (last.bytes.len(), older),
            None => return 0,
        };
        let kept: usize = older
            .iter()
            .filter(|one| one.is_kept)
            .map(|one| one.bytes.len())
            .sum();
        (last + kept) as u64
    }

    /// A person has edited a spreadsheet: the version moves at once, the time at most every three minutes.
    pub fn touch(&mut self, now: u64) {
        self.version += 1;
        self.unsettled = Some(now);
        self.settle(now);
    }

    /// Takes over a change that has waited long enough.
    pub fn settle(&mut self, now: u64) {
        if self.unsettled.is_some() && now >= self.modified + COALESCED_MS {
            self.modified = self.unsettled.take().unwrap_or(now);
        }
    }

    /// Whether a person can find it in a picker.
    pub fn is_pickable(&self) -> bool {
        self.space == Space::Drive && !self.trashed && !self.parents.is_empty()
    }

    pub fn is_native(&self) -> bool {
        self.mime.starts_with("application/vnd.google-apps.")
    }

    /// The whole resource of v3 as `project` sees it; int64 values are strings.
    pub fn json(&self, project: &str, is_trashed: bool) -> Value {
        let mut out = json!({
            "kind": "drive#file", "id": self.id, "name": self.name, "mimeType": self.mime,
            "starred": self.starred, "trashed": is_trashed, "explicitlyTrashed": self.trashed,
            "parents": self.parents, "spaces": [self.space_name()], "version": self.version.to_string(),
            "createdTime": rfc3339(self.created), "modifiedTime": rfc3339(self.modified),
            "modifiedByMeTime": rfc3339(self.modified), "modifiedByMe": true, "viewedByMe": true,
            "ownedByMe": true, "shared": false, "writersCanShare": true, "isAppAuthorized": true,
            "quotaBytesUsed": self.stored().to_string(),
            "owners": [user(&self.owner)], "lastModifyingUser": user(&self.owner),
            "webViewLink": self.link(), "iconLink": "https://drive-thirdparty.googleusercontent.com/16/type/x",
            "capabilities": {
                "canEdit": true, "canDownload": true, "canTrash": true, "canDelete": true, "canRename": true,
                "canAddChildren": self.mime == FOLDER, "canListChildren": self.mime == FOLDER,
                "canReadRevisions": self.mime != FOLDER, "canCopy": self.mime != FOLDER, "canShare": true,
            },
        });
        if let Some(description) = &self.description {
            out["description"] = description.as_str().into();
        }
        if let Some(private) = self.app_properties.get(project).filter(|held| !held.is_empty()) {
            out["appProperties"] = json!(private);
        }
        if !self.properties.is_empty() {
            out["properties"] = json!(self.properties);
        }
        if self.trashed {
            out["trashedTime"] = rfc3339(self.modified).into();
        }
        if let Some(head) = self.head() {
            out["size"] = head.bytes.len().to_string().into();
            out["md5Checksum"] = head.md5.as_str().into();
            out["sha1Checksum"] = head.sha1.as_str().into();
            out["sha256Checksum"] = head.sha256.as_str().into();
            out["headRevisionId"] = head.id.as_str().into();
            out["originalFilename"] = self.name.as_str().into();
            if let Some((_, extension)) = self.name.rsplit_once('.') {
                out["fileExtension"] = extension.into();
                out["fullFileExtension"] = extension.into();
            }
            out["webContentLink"] =
                format!("https://drive.google.com/uc?id={}&export=download", self.id).into();
        }
        out
    }

    /// What the admin plane tells of a file: everything, without the point of view of a client.
    pub fn told(&self) -> Value {
        let mut out = self.json("", self.trashed);
        let private: Map<String, Value> = self
            .app_properties
            .iter()
            .map(|(project, held)| (project.clone(), json!(held)))
            .collect();
        out["appProperties"] = private.into();
        out["revisions"] = self.revisions.len().into();
        out
    }

    fn space_name(&self) -> &'static str {
        match self.space {
            Space::Drive => "drive",
            Space::AppData(_) => "appDataFolder",
        }
    }

    fn link(&self) -> String {
        match self.mime.as_str() {
            SPREADSHEET => format!(
                "https://docs.google.com/spreadsheets/d/{}/edit?usp=drivesdk",
                self.id
            ),
            FOLDER => format!("https://drive.google.com/drive/folders/{}", self.id),
            _ => format!("https://drive.google.com/file/d/{}/view?usp=drivesdk", self.id),
        }
    }
}

/// A person as Drive names one.
pub(crate) fn user(key: &str) -> Value {
    let Some(person) = people::find(key) else {
        return Value::Null;
    };
    json!({
        "kind": "drive#user", "displayName": person.name(), "me": true,
        "permissionId": person.permission_id, "emailAddress": person.email,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
