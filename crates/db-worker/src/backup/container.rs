//! Sealing the open ledger into a container, and checking one.
//!
//! All of it happens in small steps between which the worker answers the page: only the copy of the ledger is one step.

use crate::{
    clock,
    error::{self, Result},
    image::Image,
    progress,
    random::{self, BrowserRandom},
    session::{Session, VaultSession},
    worker::with_session,
};
use protocol::{Code, Failure, Phase};
use store::{
    backups::{self, DeviceFact},
    census,
};
use vault::backup::{
    BackupHead, BackupWriter, ImageHash, MAX_HEAD_BYTES, Manifest, NewBackup, OpenBackup, SealedBackup,
    Verified, WriteError,
};

/// Bytes between two breaths.
const STEP: usize = 1 << 17;

/// A container, in memory.
pub(crate) struct Sealed {
    pub(crate) head: BackupHead,
    pub(crate) sha256: [u8; 32],
    pub(crate) bytes: Vec<u8>,
    /// Transactions in it.
    pub(crate) rows: u64,
    /// The revision of the ledger that it caught.
    pub(crate) revision: u64,
}

/// The vault of an open ledger; the demonstration has none, and no backups.
pub(crate) fn vault_of(session: &Session) -> Result<&VaultSession> {
    session
        .vault
        .as_ref()
        .ok_or_else(|| Failure::new(Code::NoVault, "the demonstration"))
}

/// Copies the ledger and seals the copy.
pub(crate) async fn seal() -> Result<Sealed> {
    progress(Phase::Sealing, 0, 0);
    let (image, revision) = with_session(|session| {
        vault_of(session)?;
        let image = Image::of_ledger(&session.conn)?;
        session.caught = backups::number(&session.conn, DeviceFact::Revision).map_err(error::store)?;
        Ok((image, session.caught))
    })?;
    let manifest = describe(&image).await?;
    let mut writer = with_session(|session| begin(session, &manifest))?;
    let mut out = Vec::new();
    let mut bytes = image.bytes()?;
    let mut buffer = vec![0; STEP];
    loop {
        let piece = bytes.read(&mut buffer)?;
        if piece.is_empty() {
            break;
        }
        let mut keep = |sealed: &[u8]| {
            out.extend_from_slice(sealed);
            Ok::<(), WriteError>(())
        };
        writer.push(piece, &mut keep).map_err(unwritten)?;
        progress(Phase::Sealing, bytes.done() / 1024, bytes.total() / 1024);
        clock::pause(0).await;
    }
    let mut keep = |sealed: &[u8]| {
        out.extend_from_slice(sealed);
        Ok::<(), WriteError>(())
    };
    let written = writer.finish(&mut keep).map_err(unwritten)?;
    Ok(Sealed {
        head: written.head,
        sha256: written.sha256,
        bytes: out,
        rows: rows(&manifest),
        revision,
    })
}

/// Transactions that a manifest counts.
pub(crate) fn rows(manifest: &Manifest) -> u64 {
    let found = manifest.tables.iter().find(|(name, _)| name == "txn");
    found.map_or(0, |(_, rows)| *rows)
}

/// Checks the copy and says what it is.
async fn describe(image: &Image) -> Result<Manifest> {
    let census = {
        let conn = image.open()?;
        // Copying read every row and made every index anew; the full check is the reader's, before it uses anything.
        crate::database::verify(&conn)?;
        census::take(&conn).map_err(error::store)?
    };
    let mut hash = ImageHash::default();
    let mut bytes = image.bytes()?;
    let mut buffer = vec![0; STEP];
    loop {
        let piece = bytes.read(&mut buffer)?;
        if piece.is_empty() {
            break;
        }
        hash.push(piece);
        clock::pause(0).await;
    }
    let (sha256, bytes) = hash.finish();
    Ok(Manifest {
        sha256,
        bytes,
        pages: census.pages,
        user_version: census.user_version,
        tables: census.tables,
        totals: census.totals,
    })
}

fn begin(session: &Session, manifest: &Manifest) -> Result<BackupWriter> {
    let vault = &vault_of(session)?.vault;
    let lineage = super::known::lineage(session)?;
    let new = NewBackup {
        generation: lineage.map_or(1, |(generation, _)| generation + 1),
        parent: lineage.map(|(_, sha256)| sha256),
        device_id: device_id(session)?,
        created_ms: clock::now_ms(),
        app: env!("CARGO_PKG_VERSION"),
        manifest,
    };
    BackupWriter::begin(vault, &new, &mut BrowserRandom).map_err(unwritten)
}

/// This installation's identifier, made the first time that it is asked for.
pub(crate) fn device_id(session: &Session) -> Result<[u8; 16]> {
    let kept = backups::fact(&session.conn, DeviceFact::Id).map_err(error::store)?;
    if let Some(id) = kept.as_deref().and_then(super::known::of_hex) {
        return Ok(id);
    }
    let id: [u8; 16] = random::bytes()?;
    backups::set_fact(&session.conn, DeviceFact::Id, &super::known::hex(&id)).map_err(error::store)?;
    Ok(id)
}

fn unwritten(e: WriteError) -> Failure {
    Failure::new(Code::Internal, e.to_string())
}

/// Reads the beginning of a container.
pub(crate) fn parse(bytes: &[u8]) -> Result<SealedBackup> {
    let start = bytes.get(..bytes.len().min(MAX_HEAD_BYTES)).unwrap_or_default();
    SealedBackup::parse(start).map_err(error::backup)
}

/// Opens a container with the vault that is open.
pub(crate) fn unlocked(bytes: &[u8]) -> Result<OpenBackup> {
    let sealed = parse(bytes)?;
    with_session(|session| {
        let vault = &vault_of(session)?.vault;
        sealed.unlock_within(vault).map_err(error::backup)
    })
}

/// Checks every byte of a container.
pub(crate) async fn check(open: &OpenBackup, bytes: &[u8]) -> Result<Verified> {
    let mut verifier = open.verifier();
    let mut done = 0;
    for piece in bytes.chunks(STEP) {
        verifier.push(piece).map_err(error::backup)?;
        done += piece.len() as u64;
        progress(Phase::Checking, done / 1024, bytes.len() as u64 / 1024);
        clock::pause(0).await;
    }
    verifier.finish().map_err(error::backup)
}

/// Checks what was just sealed as a stranger would: from its bytes alone.
pub(crate) async fn check_sealed(sealed: &Sealed) -> Result<()> {
    let verified = check(&unlocked(&sealed.bytes)?, &sealed.bytes).await?;
    if verified.sha256 == sealed.sha256 {
        Ok(())
    } else {
        Err(Failure::new(Code::BackupDamaged, "not what was sealed"))
    }
}
