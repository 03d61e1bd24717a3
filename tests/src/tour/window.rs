//! What the page is shown in.

use crate::Browser;
use anyhow::Result;
use serde_json::json;

/// A window.
#[derive(Clone, Copy)]
pub struct Size {
    /// What it is called in file names.
    pub name: &'static str,
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
    /// By fingers: a phone's viewport, and touch.
    pub is_touched: bool,
}

/// A desk.
pub const WIDE: Size = Size {
    name: "wide",
    width: 1280,
    height: 800,
    is_touched: false,
};
/// A tablet, upright.
pub const TABLET: Size = Size {
    name: "tablet",
    width: 820,
    height: 1180,
    is_touched: true,
};
/// A phone.
pub const PHONE: Size = Size {
    name: "phone",
    width: 390,
    height: 844,
    is_touched: true,
};
/// All of them.
pub const SIZES: [Size; 3] = [WIDE, TABLET, PHONE];

/// Language and theme, both as the device says it.
#[derive(Clone, Copy)]
pub struct Look {
    /// `en` or `es`.
    pub lang: &'static str,
    /// `light` or `dark`.
    pub theme: &'static str,
}

impl Look {
    /// Makes a tab look like this. Each new tab has to be told.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn dress(self, browser: &Browser) -> Result<()> {
        // Nothing is caught in the middle of moving.
        let features = json!([
            { "name": "prefers-color-scheme", "value": self.theme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        let media = json!({ "features": features });
        browser.cdp("Emulation.setEmulatedMedia", media).await?;
        let hidden = json!({ "hidden": true });
        browser.cdp("Emulation.setScrollbarsHidden", hidden).await?;
        resize(browser, WIDE, WIDE.height.into(), 1).await
    }
}

/// Gives the tab a window of this size, but of a height of its own.
///
/// # Errors
/// When the browser refuses.
pub async fn resize(browser: &Browser, size: Size, height: u64, density: u32) -> Result<()> {
    let metrics = json!({ "width": size.width, "height": height, "deviceScaleFactor": density, "mobile": size.is_touched });
    browser.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
    let touch = json!({ "enabled": size.is_touched });
    browser.cdp("Emulation.setTouchEmulationEnabled", touch).await?;
    Ok(())
}

/// Waits until nothing moves and nothing is on its way; calm is a page whose last notice has gone.
///
/// # Errors
/// When it never is.
pub async fn settle(browser: &Browser, is_calm: bool) -> Result<()> {
    // Where the pointer last clicked, something would look pointed at.
    let away = json!({ "type": "mouseMoved", "x": 0, "y": 0 });
    browser.cdp("Input.dispatchMouseEvent", away).await?;
    let script = "const frame = () => new Promise(requestAnimationFrame);
        return document.fonts.ready.then(frame).then(frame).then(() =>
            !document.querySelector('[aria-busy=true], [role=row][data-place]:not([data-id])')
            && !(arguments[0] && document.querySelector('.toast'))
            && document.getAnimations().every((one) => one.playState !== 'running'
                || one.effect.getComputedTiming().endTime === Infinity))";
    browser
        .until("a still page", script, vec![is_calm.into()])
        .await?;
    Ok(())
}
