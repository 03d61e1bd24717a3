//! Rows of a list, fetched by pages as they come into view.

use crate::{context::Ctx, window};
use protocol::{Failure, Filter, List, Request, TransactionRow};
use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    ops::Range,
    rc::Rc,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Pages kept before the oldest are forgotten.
const KEPT: usize = 60;

/// A list and what is known of its rows.
#[derive(Clone)]
pub(crate) struct Rows {
    pub(crate) list: Option<List>,
    pub(crate) failure: Option<Failure>,
    /// The search that the list answers.
    pub(crate) search: AttrValue,
    ctx: Ctx,
    cache: Rc<RefCell<Cache>>,
    redraw: UseForceUpdateHandle,
}

#[derive(Default)]
struct Cache {
    list: u32,
    pages: HashMap<u32, Rc<Vec<TransactionRow>>>,
    asked: HashSet<u32>,
}

impl PartialEq for Rows {
    /// A fetched page is news although the list is the same, so nothing is ever equal.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

impl Rows {
    /// The row at `place`, if it was fetched.
    pub(crate) fn row(&self, place: u32) -> Option<TransactionRow> {
        let cache = self.cache.borrow();
        cache
            .pages
            .get(&(place / window::PAGE))?
            .get((place % window::PAGE) as usize)
            .cloned()
    }

    /// Asks for what is missing of `rows`.
    pub(crate) fn want(&self, rows: &Range<u32>) {
        let Some(List { list, count }) = self.list else {
            return;
        };
        for page in window::pages(rows) {
            if self.cache.borrow_mut().asked.insert(page) {
                let this = self.clone();
                spawn_local(async move { this.fetch(list, count, page).await });
            }
        }
    }

    async fn fetch(&self, list: u32, count: u32, page: u32) {
        let rows = fetch_page(&self.ctx, list, count, page).await;
        let mut cache = self.cache.borrow_mut();
        // A list that was replaced meanwhile has no use for them, and a stale number is no trouble of the person's.
        if cache.list != list {
            return;
        }
        if let Ok(rows) = rows {
            cache.forget_far_from(page);
            cache.pages.insert(page, Rc::new(rows));
            drop(cache);
            self.redraw.force_update();
        } else {
            cache.asked.remove(&page);
        }
    }
}

impl Cache {
    fn forget_far_from(&mut self, page: u32) {
        if self.pages.len() > KEPT {
            self.pages.retain(|kept, _| kept.abs_diff(page) < 10);
            let pages = &self.pages;
            self.asked
                .retain(|asked| pages.contains_key(asked) || asked.abs_diff(page) < 10);
        }
    }
}

async fn fetch_page(ctx: &Ctx, list: u32, count: u32, page: u32) -> Result<Vec<TransactionRow>, Failure> {
    let from = page * window::PAGE;
    ctx.rpc
        .ask(Request::Rows {
            list,
            from,
            to: (from + window::PAGE).min(count),
        })
        .await
}

/// The list of a filter. The one before stays until the first rows of the next are here, so that nothing flickers.
#[hook]
pub(crate) fn use_list(ctx: &Ctx, filter: &Filter) -> Rows {
    let state = use_state(|| (None::<List>, None::<Failure>, AttrValue::default()));
    let cache = use_mut_ref(Cache::default);
    let newest = use_mut_ref(|| 0_u32);
    let redraw = use_force_update();
    let shown = Rows {
        list: state.0,
        failure: state.1.clone(),
        search: state.2.clone(),
        ctx: ctx.clone(),
        cache: cache.clone(),
        redraw,
    };
    let ctx = ctx.clone();
    use_effect_with((filter.clone(), ctx.session.revision), move |(filter, _)| {
        *newest.borrow_mut() += 1;
        let (number, filter) = (*newest.borrow(), filter.clone());
        let search = AttrValue::from(filter.search.clone());
        spawn_local(async move {
            let answer = first_rows(&ctx, filter).await;
            // Only the newest question counts.
            if *newest.borrow() != number {
                return;
            }
            match answer {
                Ok((list, rows)) => {
                    *cache.borrow_mut() = Cache {
                        list: list.list,
                        pages: HashMap::from([(0, Rc::new(rows))]),
                        asked: HashSet::from([0]),
                    };
                    state.set((Some(list), None, search));
                }
                Err(failure) if failure.code == protocol::Code::StaleList => {}
                Err(failure) => state.set((state.0, Some(failure), search)),
            }
        });
    });
    shown
}

async fn first_rows(ctx: &Ctx, filter: Filter) -> Result<(List, Vec<TransactionRow>), Failure> {
    let list: List = ctx.rpc.ask(Request::List(filter)).await?;
    let rows = if list.count == 0 {
        Vec::new()
    } else {
        fetch_page(ctx, list.list, list.count, 0).await?
    };
    Ok((list, rows))
}
