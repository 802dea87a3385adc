//! Work on many things at once, with the results in the order of the things.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// Does `work` on every item, on `jobs` threads, and hands the results to `sink` in order, on this thread.
/// A sink that breaks ends the whole. At most a few items a thread are under way, so memory is bounded by them.
/// One job means no thread at all.
pub(crate) fn in_order<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
) {
    if jobs <= 1 {
        for item in items {
            if sink(work(item)).is_break() {
                return;
            }
        }
        return;
    }
    // Every item gets a channel of its own for its result; the sink reads them in the order of the items.
    let (send_task, tasks) = sync_channel::<(T, SyncSender<R>)>(jobs);
    let (send_result, results) = sync_channel(2 * jobs);
    let tasks = Mutex::new(tasks);
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let task = tasks.lock().ok().and_then(|tasks| tasks.recv().ok());
                    let Some((item, result)) = task else { return };
                    // Nobody listens any more once the sink has had enough.
                    let _ = result.send(work(item));
                }
            });
        }
        scope.spawn(move || {
            for item in items {
                let (send, result) = sync_channel(1);
                if send_result.send(result).is_err() || send_task.send((item, send)).is_err() {
                    return;
                }
            }
        });
        for result in results {
            let Ok(result) = result.recv() else { return };
            if sink(result).is_break() {
                return;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        for jobs in [1, 2, 7] {
            let mut results = Vec::new();
            let work = |item: u64| {
                thread::sleep(std::time::Duration::from_micros(item * 37 % 500));
                item
            };
            in_order(0..200, jobs, work, |result| {
                results.push(result);
                ControlFlow::Continue(())
            });
            assert!(results.into_iter().eq(0..200));
        }
    }

    #[test]
    fn a_sink_that_has_enough_ends_it() {
        for jobs in [1, 3] {
            let mut count = 0;
            in_order(
                0..,
                jobs,
                |item: u32| item,
                |_| {
                    count += 1;
                    if count == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            );
            assert_eq!(count, 5);
        }
    }
}
