//! What a stand-in is started with.

/// How a stand-in is set up. [`Default`] suits a test: free ports, one client, quotas on.
#[derive(Clone, Debug)]
pub struct Options {
    /// Port of the data plane on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Port of the admin plane on 127.0.0.1; 0 takes a free one.
    pub admin_port: u16,
    /// The URL that stands in discovery documents and session addresses; by default `http://127.0.0.1:<port>`.
    pub public_base: Option<String>,
    /// The issuer of id tokens; by default the public base.
    pub issuer: Option<String>,
    /// The OAuth clients that exist.
    pub clients: Vec<Client>,
    /// Seeds ids and tokens: the same seed and the same requests give the same ones.
    pub seed: u64,
    /// Whether Drive's and Sheets' per-minute quotas are counted.
    pub quotas: bool,
    /// The headers that a script of another origin may read.
    pub exposed_headers: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            admin_port: 0,
            public_base: None,
            issuer: None,
            clients: vec![Client::default()],
            seed: 1,
            quotas: true,
            exposed_headers: EXPOSED_HEADERS.to_owned(),
        }
    }
}

/// What Google's own browser samples read from answers; the exact list is not established.
pub const EXPOSED_HEADERS: &str = "Location, Range, Content-Length, Content-Type, Date, X-GUploader-UploadID";

/// An OAuth client of the kind "Web application".
#[derive(Clone, Debug)]
pub struct Client {
    /// The client id.
    pub id: String,
    /// The client secret.
    pub secret: String,
    /// Redirect addresses, matched exactly; `*` in place of a port stands for any.
    pub redirect_uris: Vec<String>,
    /// Publishing status "Testing": refresh tokens live seven days.
    pub testing: bool,
    /// The Cloud project; clients of one project share consent and file authorisation.
    pub project: String,
}

impl Default for Client {
    fn default() -> Self {
        Self {
            id: "standin-client".to_owned(),
            secret: "standin-secret".to_owned(),
            redirect_uris: vec![
                "http://localhost:*/auth/callback".to_owned(),
                "http://127.0.0.1:*/auth/callback".to_owned(),
            ],
            testing: false,
            project: "standin-project".to_owned(),
        }
    }
}

impl Client {
    /// Whether codes may be sent to `uri`.
    pub(crate) fn allows(&self, uri: &str) -> bool {
        self.redirect_uris
            .iter()
            .any(|allowed| match allowed.split_once(":*/") {
                None => allowed == uri,
                Some((host, path)) => uri
                    .strip_prefix(host)
                    .and_then(|rest| rest.strip_prefix(':'))
                    .and_then(|rest| rest.split_once('/'))
                    .is_some_and(|(port, rest)| port.parse::<u16>().is_ok() && rest == path),
            })
    }
}
