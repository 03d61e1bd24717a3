//! Lines over time, drawn to the size of their card. Whoever draws one also gives its figures as a table.

use std::fmt::Write;
use yew::prelude::*;

/// A line of a chart.
pub(crate) struct Line {
    /// What it looks like: `main`, `before` or `usual`.
    pub(crate) look: &'static str,
    /// Thousandths of the height, evenly spaced from the left.
    pub(crate) shares: Vec<u16>,
}

/// Lines over `places` places from left to right; the main one ends in a dot where it is today.
/// `name` is what is read out in the place of the drawing.
pub(crate) fn line_chart(name: String, places: usize, lines: &[Line]) -> Html {
    let draw = |line: &Line| {
        let path = path(&line.shares, places);
        let class = format!("chart__line chart__line--{}", line.look);
        html! {
            <>
                if line.look == "main" && !line.shares.is_empty() {
                    <path class="chart__area" d={format!("{path}V1000H0Z")} />
                }
                <path {class} d={path.clone()} />
                if line.look == "main" {
                    <path class="chart__dot" d={dot(&line.shares, places)} />
                }
            </>
        }
    };
    html! {
        <svg class="chart" viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label={name}>
            {for lines.iter().map(draw)}
        </svg>
    }
}

/// A bar of `share` thousandths with a mark where it was before, 0 for none.
pub(crate) fn share_bar(look: &str, share: u16, before: u16) -> Html {
    html! {
        <svg class={format!("share share--{look}")} viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="share__rest" width="1000" height="4" /><rect class="share__part" width={share.to_string()} height="4" />
            if before > 0 {
                <rect class="share__before" x={before.saturating_sub(4).to_string()} width="4" height="4" />
            }
        </svg>
    }
}

/// A part of a whole. Reports will draw them; until then only the style guide does.
#[cfg(feature = "styleguide")]
pub(crate) struct Slice {
    pub(crate) name: String,
    /// Thousandths of the whole.
    pub(crate) share: u16,
}

/// The parts of a whole, one on the other.
#[cfg(feature = "styleguide")]
pub(crate) fn stacked(name: &str, slices: &[Slice]) -> Html {
    let mut below = 0;
    let rects = slices.iter().enumerate().map(|(place, slice)| {
        below += slice.share;
        let y = 1000_u16.saturating_sub(below);
        html! { <rect class={format!("slice slice--{place}")} x="20" width="60" y={y.to_string()} height={slice.share.to_string()}><title>{slice.name.clone()}</title></rect> }
    });
    html! { <svg class="stack" viewBox="0 0 100 1000" preserveAspectRatio="none" role="img" aria-label={name.to_owned()}>{for rects}</svg> }
}

/// The parts of a whole as a ring, from the top, clockwise.
#[cfg(feature = "styleguide")]
pub(crate) fn donut(name: &str, slices: &[Slice]) -> Html {
    let mut before = 0;
    let arcs = slices.iter().enumerate().map(|(place, slice)| {
        let (dash, turn) = (format!("{} 1000", slice.share), format!("-{before}"));
        before += slice.share;
        html! { <circle class={format!("slice slice--{place}")} cx="18" cy="18" r="14" pathLength="1000" stroke-dasharray={dash} stroke-dashoffset={turn}><title>{slice.name.clone()}</title></circle> }
    });
    html! { <svg class="donut" viewBox="0 0 36 36" role="img" aria-label={name.to_owned()}>{for arcs}</svg> }
}

/// Thousandths of the width.
fn x(place: usize, places: usize) -> usize {
    place * 1000 / places.saturating_sub(1).max(1)
}

fn path(shares: &[u16], places: usize) -> String {
    let mut path = String::new();
    for (place, share) in shares.iter().enumerate() {
        let step = if place == 0 { 'M' } else { 'L' };
        // Writing into a text can't fail.
        let _ = write!(path, "{step}{} {}", x(place, places), 1000 - share);
    }
    path
}

/// The end of a line: a stroke without a length, which its round ends make a dot of.
fn dot(shares: &[u16], places: usize) -> String {
    shares.last().map_or_else(String::new, |share| {
        format!("M{} {}h0", x(shares.len() - 1, places), 1000 - share)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_at_the_left_and_reaches_the_right_only_when_it_is_whole() {
        assert_eq!(path(&[0, 500, 1000], 3), "M0 1000L500 500L1000 0");
        assert_eq!(path(&[0, 500], 3), "M0 1000L500 500");
        assert_eq!(dot(&[0, 500], 3), "M500 500h0");
    }

    #[test]
    fn no_points_and_one_place_are_no_trouble() {
        assert_eq!((path(&[], 31), dot(&[], 31)), (String::new(), String::new()));
        assert_eq!(path(&[7], 1), "M0 993");
    }
}
