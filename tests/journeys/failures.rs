//! The six ways in which a vault does not open, each told apart and each with something to do.

use anyhow::Result;
use journeys::{Person, Server, free_port};
use serde_json::json;

async fn with_a_locked_vault() -> Result<(Server, Person)> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.clicks("lock-now").await?;
    person.browser.hook("unlock-submit").await?;
    Ok((server, person))
}

/// Changes every copy of the header: `change` gets and returns an array of bytes.
async fn change_headers(person: &Person, change: &str) -> Result<()> {
    let script = format!(
        "return (async () => {{
            const change = {change};
            const sha = async (b) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(b)))];
            const db = await new Promise((ok, no) => {{ const r = indexedDB.open('lukalibre');
                r.onsuccess = () => ok(r.result); r.onerror = () => no(r.error); }});
            const all = (mode) => db.transaction('header', mode).objectStore('header');
            const get = (k) => new Promise(ok => {{ const r = all('readonly').get(k); r.onsuccess = () => ok(r.result); }});
            let n = 0;
            for (const k of ['a', 'b']) {{
                const bytes = await get(k);
                if (!bytes) continue;
                const changed = new Uint8Array(await change([...bytes], sha));
                await new Promise(ok => {{ const r = all('readwrite').put(changed, k); r.onsuccess = ok; }});
                n += 1;
            }}
            db.close();
            const root = await navigator.storage.getDirectory();
            const handle = await root.getFileHandle('lukalibre-vault-header');
            const bytes = [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
            const out = await handle.createWritable();
            await out.write(new Uint8Array(await change(bytes, sha)));
            await out.close();
            return n;
        }})()"
    );
    let changed = person.run(&script).await?;
    assert_ne!(changed, json!(0), "no header was found");
    Ok(())
}

async fn tries_to_unlock(person: &Person, code: &str) -> Result<String> {
    person.goes_to("/unlock").await?;
    person.types("passphrase", journeys::PASSPHRASE).await?;
    person.clicks("unlock-submit").await?;
    person.browser.alert(code).await
}

#[tokio::test]
async fn a_wrong_passphrase_is_said_to_be_wrong() -> Result<()> {
    let (_server, person) = with_a_locked_vault().await?;
    person.types("passphrase", "certainly not this one").await?;
    person.clicks("unlock-submit").await?;
    person.browser.alert("wrong-passphrase").await?;
    person.unlocks().await
}

#[tokio::test]
async fn a_damaged_header_is_said_to_be_damaged() -> Result<()> {
    let (_server, person) = with_a_locked_vault().await?;
    change_headers(&person, "async (b) => { b[40] ^= 1; return b; }").await?;
    tries_to_unlock(&person, "vault-damaged").await?;
    Ok(())
}

#[tokio::test]
async fn one_damaged_copy_of_the_header_does_not_matter() -> Result<()> {
    let (_server, person) = with_a_locked_vault().await?;
    let script = "return (async () => {
        const db = await new Promise(ok => { const r = indexedDB.open('lukalibre'); r.onsuccess = () => ok(r.result); });
        const store = db.transaction('header', 'readwrite').objectStore('header');
        await new Promise(ok => { const r = store.clear(); r.onsuccess = ok; }); db.close(); return true; })()";
    person.run(script).await?;
    person.goes_to("/unlock").await?;
    person.unlocks().await
}

#[tokio::test]
async fn a_missing_database_is_damage_and_never_made_anew() -> Result<()> {
    let (_server, person) = with_a_locked_vault().await?;
    let script = "return (async () => { const root = await navigator.storage.getDirectory();
        await root.removeEntry('lukalibre-pool', { recursive: true }); return true; })()";
    person.run(script).await?;
    tries_to_unlock(&person, "vault-damaged").await?;
    // Trying again finds it missing again: nothing was created in its place.
    tries_to_unlock(&person, "vault-damaged").await?;
    Ok(())
}

#[tokio::test]
async fn a_vault_of_a_newer_version_is_left_alone() -> Result<()> {
    let (_server, person) = with_a_locked_vault().await?;
    // The version stands after the eight bytes of the magic; the checksum is the last 32.
    let newer = "async (b, sha) => { b[8] = 0; b[9] = 2; const body = b.slice(0, -32); return [...body, ...await sha(body)]; }";
    change_headers(&person, newer).await?;
    tries_to_unlock(&person, "newer-version").await?;
    Ok(())
}

#[tokio::test]
async fn a_full_disk_is_said_to_be_full() -> Result<()> {
    let (server, person) = with_a_locked_vault().await?;
    let quota = json!({ "origin": server.origin(), "quotaSize": 1 });
    person
        .browser
        .cdp("Storage.overrideQuotaForOrigin", quota)
        .await?;
    tries_to_unlock(&person, "storage-full").await?;
    Ok(())
}

#[tokio::test]
async fn a_browser_without_private_files_is_told_before_anything_is_typed() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    let source = "delete StorageManager.prototype.getDirectory";
    person
        .browser
        .cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await?;
    person.goes_to("/").await?;
    person.browser.alert("no-storage").await?;
    person.clicks("try-demo").await?;
    person.browser.hook("total-income").await?;
    Ok(())
}

#[tokio::test]
async fn a_second_tab_is_told_and_may_take_over() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    let first = person.browser.driver.window().await?;
    let second = person.browser.driver.new_tab().await?;
    person.browser.driver.switch_to_window(second).await?;
    tries_to_unlock(&person, "open-in-another-tab").await?;
    person.clicks("take-over").await?;
    person.browser.hook("lock-now").await?;
    // The first one has let go, says so, and shows nothing any more.
    person.browser.driver.switch_to_window(first).await?;
    let gone = "return !document.querySelector(\"[data-testid='lock-now']\")";
    person
        .browser
        .until("the first tab to let go", gone, vec![])
        .await?;
    Ok(())
}
