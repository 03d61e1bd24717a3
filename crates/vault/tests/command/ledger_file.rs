//! A ledger made with `store`, and its backup made as the app will make it.

use ledger::{Account, AccountType, Budget, Kind, Transaction};
use money::{Currency, Money};
use rusqlite::{Connection, MAIN_DB};
use store::{Entry, Keys, Names, accounts, budgets, census, settings, transactions};
use vault::backup::{BackupWriter, ImageHash, Manifest, NewBackup, WriteError};
use vault::{
    KdfParams, NewVault, OpenVault, Random, RandomError, RecoveryWords, create, derive_passphrase_key,
    normalise_passphrase,
};

pub const PASSPHRASE: &str = "correct horse bättery staple";
pub const WORDS: &str = "legal winner thank year wave sausage worth useful legal winner thank year wave sausage \
                         worth useful legal winner thank year wave sausage worth title";

struct Counting(u8);

impl Random for Counting {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), RandomError> {
        for byte in out {
            self.0 = self.0.wrapping_add(1);
            *byte = self.0 | 1;
        }
        Ok(())
    }
}

pub struct Ledger {
    vault: OpenVault,
    image: Vec<u8>,
    census: census::Census,
    transactions: Vec<Transaction>,
}

impl Ledger {
    pub fn make() -> Self {
        let vault = make_vault();
        let mut conn = Connection::open_in_memory().unwrap();
        store::migrate(&mut conn).unwrap();
        settings::set_meta(&conn, "vault_id", &vault.vault_id().to_string()).unwrap();
        conn.execute(
            "INSERT INTO import_batch (id, uid, created_at, source) VALUES (1, 'b', '', '')",
            [],
        )
        .unwrap();
        accounts::put(&conn, &account(), 1).unwrap();
        budgets::put(&conn, &budget(), 1).unwrap();
        let transactions = vec![
            transaction("t-1", "2026-01-31", Kind::Income, 250_000, "=Salary, \"net\""),
            transaction("t-2", "2026-02-01", Kind::Expense, 130_000, "Miete\nFebruar"),
            transaction("t-3", "2026-02-02", Kind::Expense, 42, "Café 💡"),
        ];
        let mut n = 0;
        let mut make_id = || {
            n += 1;
            format!("id-{n}")
        };
        let mut names = Names::load(&conn, None, &mut make_id).unwrap();
        for transaction in &transactions {
            let entry = Entry {
                transaction: transaction.clone(),
                keys: Keys {
                    fingerprint: [7; 32],
                    content_key: [7; 16],
                },
            };
            transactions::insert(&conn, &mut names, &entry, None).unwrap();
        }
        drop(names);
        Self {
            vault,
            census: census::take(&conn).unwrap(),
            image: image(&mut conn),
            transactions,
        }
    }

    /// The files by `import`'s own export of what was put in.
    pub fn expected(&self) -> [(&'static str, Vec<u8>); 5] {
        [
            (
                "transactions.csv",
                import::export_transactions(&self.transactions),
            ),
            ("accounts.csv", import::export_accounts(&[account()])),
            ("budgets.csv", import::export_budgets(&[budget()])),
            ("goals.csv", import::export_goals()),
            ("contributions.csv", import::export_contributions()),
        ]
    }

    pub fn image(&self) -> &[u8] {
        &self.image
    }

    pub fn backup(&self) -> Vec<u8> {
        self.write(&self.image)
    }

    /// A backup whose manifest was counted before `sql` changed the database: a defect of a writer.
    pub fn backup_after(&self, sql: &str) -> Vec<u8> {
        let mut changed = Connection::open_in_memory().unwrap();
        changed
            .deserialize_read_exact(MAIN_DB, self.image(), self.image.len(), false)
            .unwrap();
        changed.execute_batch(sql).unwrap();
        self.write(&image(&mut changed))
    }

    fn write(&self, image: &[u8]) -> Vec<u8> {
        let mut hash = ImageHash::default();
        hash.push(image);
        let (sha256, bytes) = hash.finish();
        let manifest = Manifest {
            sha256,
            bytes,
            pages: self.census.pages,
            user_version: self.census.user_version,
            tables: self.census.tables.clone(),
            totals: self.census.totals.clone(),
        };
        let new = NewBackup {
            generation: 1,
            parent: None,
            device_id: [9; 16],
            created_ms: 1_790_000_000_000,
            app: "0.1.0",
            manifest: &manifest,
        };
        let mut backup = Vec::new();
        let mut out = |piece: &[u8]| {
            backup.extend_from_slice(piece);
            Ok::<_, WriteError>(())
        };
        let mut writer = BackupWriter::begin(&self.vault, &new, &mut Counting(9)).unwrap();
        writer.push(image, &mut out).unwrap();
        writer.finish(&mut out).unwrap();
        backup
    }
}

fn image(conn: &mut Connection) -> Vec<u8> {
    conn.serialize(MAIN_DB).unwrap().to_vec()
}

fn make_vault() -> OpenVault {
    let kdf = KdfParams {
        iterations: 600_000,
        salt: [3; 32],
    };
    let key = derive_passphrase_key(&normalise_passphrase(PASSPHRASE), &kdf).unwrap();
    let new = NewVault {
        created_ms: 1_790_000_000_000,
        kdf,
        passphrase_key: &key,
        recovery: &RecoveryWords::parse(WORDS).unwrap(),
        database_name: "main.db",
    };
    create(new, &mut Counting(0)).unwrap()
}

fn account() -> Account {
    Account {
        id: "a-1".into(),
        name: "Cash".into(),
        account_type: AccountType::Cash,
        institution: Some("-Bank".into()),
        currency: Currency::EUR,
        current_balance: 119_958,
        balance_date: Some("2026-03-01".parse().unwrap()),
        opening_balance: 0,
        opening_date: Some("2026-01-01".parse().unwrap()),
    }
}

fn budget() -> Budget {
    Budget {
        id: "b-1".into(),
        category: "Food".into(),
        limit: Money::new(40_000, Currency::EUR),
        month: "2026-02".parse().unwrap(),
    }
}

fn transaction(id: &str, date: &str, kind: Kind, minor: i64, description: &str) -> Transaction {
    Transaction {
        id: id.into(),
        date: date.parse().unwrap(),
        kind,
        amount: Money::new(minor, Currency::EUR),
        category: "Food".into(),
        subcategory: None,
        description: description.into(),
        account: "Cash".into(),
        to_account: None,
        payment_method: None,
        tags: vec!["home".into()],
        frequency: None,
        notes: Some("@note".into()),
        created_at: "2026-01-01T00:00:00Z".into(),
        updated_at: "2026-01-01T00:00:00Z".into(),
        splits: Vec::new(),
    }
}
