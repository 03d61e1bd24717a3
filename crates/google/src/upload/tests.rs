use super::*;
use crate::{Headers, call::tests::answer};

const SESSION: &str = "https://www.googleapis.com/upload/drive/v3/files?uploadType=resumable&upload_id=x";
const PIECE: usize = UNIT;
const TOTAL: usize = PIECE * 2 + 5;

fn upload() -> Upload {
    let root = Root::allowed("https://www.googleapis.com/", "https://luka.example").unwrap();
    let file = NewFile {
        id: "1a",
        name: "v-1-d-s.lukabak",
        folder: "F",
        bytes: TOTAL as u64,
    };
    Upload::new(&root, &file)
}

fn with(status: u16, headers: Headers) -> Answer {
    Answer {
        headers,
        ..answer(status, "")
    }
}

fn created() -> Answer {
    with(
        200,
        Headers {
            location: Some(SESSION.into()),
            ..Headers::default()
        },
    )
}

fn persisted(last: Option<usize>) -> Answer {
    with(
        308,
        Headers {
            range: last.map(|last| format!("bytes=0-{last}")),
            ..Headers::default()
        },
    )
}

fn go(upload: &mut Upload, answer: Result<&Answer, Trouble>) -> Next {
    upload.take(answer, Attempt::First)
}

/// What the next call says that it sends.
fn range(upload: &Upload) -> String {
    let content = vec![7; TOTAL];
    let call = upload.call(None, &content);
    assert!(call.token.is_none());
    call.headers[0].1.clone()
}

fn begun() -> Upload {
    let mut upload = upload();
    assert!(upload.needs_token());
    assert_eq!(go(&mut upload, Ok(&created())), Next::Go);
    assert!(!upload.needs_token());
    upload
}

#[test]
fn a_file_goes_piece_by_piece_and_ends_with_its_description() {
    let mut upload = begun();
    assert_eq!(range(&upload), "bytes 0-262143/524293");
    assert_eq!(go(&mut upload, Ok(&persisted(Some(PIECE - 1)))), Next::Go);
    assert_eq!(upload.arrived(), PIECE as u64);
    assert_eq!(range(&upload), "bytes 262144-524287/524293");
    assert_eq!(go(&mut upload, Ok(&persisted(Some(2 * PIECE - 1)))), Next::Go);
    assert_eq!(range(&upload), "bytes 524288-524292/524293");
    let done = answer(200, r#"{"id":"1a","size":"524293","sha256Checksum":"ab"}"#);
    match go(&mut upload, Ok(&done)) {
        Next::Done(Some(file)) => assert_eq!(file.bytes, Some(TOTAL as u64)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn after_a_drop_the_server_is_asked_what_it_has() {
    let mut upload = begun();
    assert_eq!(
        go(&mut upload, Err(Trouble::Offline)),
        Next::Wait(Trouble::Offline, None)
    );
    assert_eq!(range(&upload), "bytes */524293");
    // Half a piece had arrived.
    assert_eq!(go(&mut upload, Ok(&persisted(Some(99)))), Next::Go);
    assert_eq!(range(&upload), "bytes 100-262243/524293");
}

#[test]
fn nothing_arrived_begins_at_the_first_byte_of_the_same_session() {
    let mut upload = begun();
    go(&mut upload, Err(Trouble::Offline));
    assert_eq!(go(&mut upload, Ok(&persisted(None))), Next::Go);
    assert_eq!(range(&upload), "bytes 0-262143/524293");
}

#[test]
fn a_range_that_the_browser_hides_is_asked_for() {
    let mut upload = begun();
    assert_eq!(go(&mut upload, Ok(&persisted(None))), Next::Go);
    assert_eq!(range(&upload), "bytes */524293");
}

#[test]
fn an_answer_that_was_lost_after_the_end_makes_no_second_file() {
    let mut upload = begun();
    go(&mut upload, Err(Trouble::Offline));
    // The session is gone, so it begins again, with the same identifier.
    assert_eq!(go(&mut upload, Ok(&answer(404, ""))), Next::Go);
    assert!(upload.needs_token());
    assert_eq!(go(&mut upload, Ok(&answer(409, ""))), Next::Done(None));
}

#[test]
fn a_session_that_is_over_begins_again_a_few_times() {
    let mut upload = begun();
    for _ in 0..RESTARTS {
        assert_eq!(go(&mut upload, Ok(&answer(410, ""))), Next::Go);
        assert_eq!(go(&mut upload, Ok(&created())), Next::Go);
    }
    assert_eq!(
        go(&mut upload, Ok(&answer(410, ""))),
        Next::Fail(Trouble::BadAnswer)
    );
}

#[test]
fn a_server_that_never_takes_anything_ends_it() {
    for stuck in [persisted(Some(0)), persisted(None)] {
        let mut upload = begun();
        let ends = (0..100).any(|_| go(&mut upload, Ok(&stuck)) == Next::Fail(Trouble::BadAnswer));
        assert!(ends);
    }
}

#[test]
fn a_full_drive_is_told_at_once() {
    let full = answer(403, r#"{"error":{"errors":[{"reason":"storageQuotaExceeded"}]}}"#);
    assert_eq!(go(&mut upload(), Ok(&full)), Next::Fail(Trouble::Full));
    assert_eq!(go(&mut begun(), Ok(&full)), Next::Fail(Trouble::Full));
}

#[test]
fn busy_servers_are_waited_for() {
    let mut slow = answer(429, "");
    slow.headers.retry_after = Some("2".into());
    assert_eq!(
        go(&mut upload(), Ok(&slow)),
        Next::Wait(Trouble::SlowDown, Some(2_000))
    );
    let mut upload = begun();
    assert_eq!(
        go(&mut upload, Ok(&answer(503, ""))),
        Next::Wait(Trouble::Unavailable, None)
    );
    assert_eq!(range(&upload), "bytes */524293");
}

#[test]
fn a_refused_token_is_replaced_and_a_session_elsewhere_is_refused() {
    assert_eq!(go(&mut upload(), Ok(&answer(401, ""))), Next::FreshToken);
    for location in [None, Some("https://evil.example/upload".to_owned())] {
        let elsewhere = with(
            200,
            Headers {
                location,
                ..Headers::default()
            },
        );
        assert_eq!(go(&mut upload(), Ok(&elsewhere)), Next::Fail(Trouble::BadAnswer));
    }
}

#[test]
fn the_address_of_a_session_is_not_printed() {
    assert!(!format!("{:?}", begun()).contains("upload_id"));
}

#[test]
fn a_file_goes_in_about_eight_pieces_of_whole_units() {
    for (bytes, expected) in [
        (1, UNIT),
        (8 * UNIT as u64, UNIT),
        (8 * UNIT as u64 + 8, 2 * UNIT),
        (1 << 40, LARGEST),
    ] {
        assert_eq!(piece(bytes), expected, "{bytes}");
    }
}
