//! Times taken inside the page, up to the frame that shows the result.

use super::App;
use anyhow::{Context, Result};
use journeys::Person;
use serde_json::{Value, json};

const TOOLS: &str = "
    const painted = () => new Promise((ok) => requestAnimationFrame(() => { const c = new MessageChannel();
        c.port1.onmessage = ok; c.port2.postMessage(0); }));
    const until = async (test) => { while (!test()) await painted(); await painted(); };
    const times = [];
    const timed = async (act, test) => { const t = performance.now(); act(); await until(test); times.push(performance.now() - t); };
    const set = (e, v) => { Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), 'value').set.call(e, v);
        e.dispatchEvent(new Event('input', { bubbles: true })); };
";

/// Words that a few of the rows hold, far from all.
const WORDS: &str = "['vattenfall', 'netflix', 'starbucks', 'vodafone', 'carrefour']";

/// Makes every page that is loaded from now on note when the test became true. Gives what takes it back.
pub async fn arm(person: &Person, test: &str) -> Result<Value> {
    let source = format!(
        "if (window === top) (async () => {{ {TOOLS} await until(() => document.documentElement && ({test}));
        window.sinceAddress = performance.now(); }})()"
    );
    let browser = &person.browser;
    browser.cdp("Page.enable", json!({})).await?;
    browser
        .cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await
}

/// Makes pages wait for ever for their service worker, whose downloads would be counted among the page's own.
pub async fn without_service_worker(person: &Person) -> Result<Value> {
    let source =
        "if (navigator.serviceWorker) navigator.serviceWorker.register = () => new Promise(() => {})";
    person
        .browser
        .cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await
}

pub async fn disarm(person: &Person, armed: Value) -> Result<()> {
    person
        .browser
        .cdp("Page.removeScriptToEvaluateOnNewDocument", armed)
        .await?;
    Ok(())
}

/// Milliseconds from the address to what was armed.
pub async fn load(person: &Person, address: &str) -> Result<f64> {
    person.browser.driver.goto(address).await?;
    let since = person
        .browser
        .until("the page", "return window.sinceAddress", vec![])
        .await?;
    since.as_f64().context("no time")
}

/// Milliseconds from something done in the page to what comes of it.
pub async fn act(person: &Person, act: &str, test: &str) -> Result<f64> {
    let times = run(person, &format!("await timed(() => {{ {act} }}, () => {test})")).await?;
    times.first().copied().context("no time")
}

/// To the month and to the list, five times each.
pub async fn routes<A: App>(person: &Person) -> Result<(Vec<f64>, Vec<f64>)> {
    let [month, list] = A::GO;
    let script = format!(
        "const [isMonth, isList] = [() => {}, () => {}];
        if (!isList()) {{ {list}; await until(isList); }}
        for (let n = 0; n < 5; n += 1) {{
            await timed(() => {{ {month} }}, isMonth); await timed(() => {{ {list} }}, isList); }}",
        A::MONTH,
        A::LIST
    );
    let times = run(person, &script).await?;
    let every_other = |first: usize| times.iter().skip(first).step_by(2).copied().collect();
    Ok((every_other(0), every_other(1)))
}

/// Each word, from the key that completes it to the frame with its rows.
pub async fn searches<A: App>(person: &Person) -> Result<Vec<f64>> {
    let script = format!(
        "const field = () => document.querySelector(\"{}\");
        await until(field);
        for (const query of {WORDS}) {{
            await timed(() => set(field(), query), () => {});
            set(field(), ''); await until(() => {} && !({})); }}",
        A::SEARCH,
        A::FOUND,
        A::LIST,
        A::FOUND,
    );
    run(person, &script).await
}

/// Milliseconds of each frame while the list moves by 400 pixels a frame, for five seconds.
pub async fn scroll(person: &Person, holder: &str) -> Result<Vec<f64>> {
    let script = format!(
        "const scrolls = (e) => e.scrollHeight > e.clientHeight + 400 && /auto|scroll/.test(getComputedStyle(e).overflowY);
        const list = [...document.querySelectorAll(\"{holder}, {holder} *\")].find(scrolls);
        const frame = () => new Promise(requestAnimationFrame);
        let before = await frame();
        const end = before + 5000;
        while (before < end) {{
            list.scrollTop = list.scrollTop + list.clientHeight + 400 >= list.scrollHeight ? 0 : list.scrollTop + 400;
            const now = await frame(); times.push(now - before); before = now; }}"
    );
    run(person, &script).await
}

async fn run(person: &Person, script: &str) -> Result<Vec<f64>> {
    let script = format!("return (async () => {{ {TOOLS} {script}; return times; }})()");
    let times: Value = person.run(&script).await?;
    let times = times.as_array().context("no times")?;
    Ok(times.iter().filter_map(Value::as_f64).collect())
}
