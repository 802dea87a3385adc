//! Standard input, read whole.
//!
//! A large text spends most of its time here, in page faults: 64 MiB through a pipe took 50 ms into a growing vector
//! and 30 ms into huge pages, where looking at all of it takes 20. So what does not fit into a small vector is read
//! into a piece of the address space that is reserved once and filled as far as it goes.

use std::io::{self, Read, StdinLock};
use std::ops::Deref;

use memmap2::{MmapMut, MmapOptions};

/// What is read before anything is done for speed: no article is longer.
const SMALL: usize = 1 << 20;
/// Address space for the rest. It costs nothing until it is used; where it is not to be had, a vector does.
const RESERVED: usize = if usize::BITS == 64 { 1 << 36 } else { 1 << 28 };

/// All bytes of standard input.
pub(super) enum Bytes {
    Vector(Vec<u8>),
    /// A map, and how much of it is filled.
    Map(MmapMut, usize),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Vector(bytes) => bytes,
            Bytes::Map(map, length) => &map[..*length],
        }
    }
}

/// Reads standard input to its end.
pub(super) fn read() -> io::Result<Bytes> {
    widen_pipe();
    let mut stdin = io::stdin().lock();
    let mut bytes = Vec::new();
    stdin.by_ref().take(SMALL as u64).read_to_end(&mut bytes)?;
    if bytes.len() == SMALL
        && let Ok(map) = MmapOptions::new().len(RESERVED).no_reserve_swap().map_anon()
    {
        return read_into(map, &bytes, &mut stdin);
    }
    stdin.read_to_end(&mut bytes)?;
    Ok(Bytes::Vector(bytes))
}

/// Reads what follows `first` behind it into `map`.
fn read_into(mut map: MmapMut, first: &[u8], stdin: &mut StdinLock<'_>) -> io::Result<Bytes> {
    ask_for_huge_pages(&map);
    map[..first.len()].copy_from_slice(first);
    let mut length = first.len();
    while length < map.len() {
        match stdin.read(&mut map[length..]) {
            Ok(0) => return Ok(Bytes::Map(map, length)),
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let mut bytes = map.to_vec();
    stdin.read_to_end(&mut bytes)?;
    Ok(Bytes::Vector(bytes))
}

/// Asks the kernel for pages of 2 MiB. It may say no.
#[cfg(target_os = "linux")]
fn ask_for_huge_pages(map: &MmapMut) {
    let _ = map.advise(memmap2::Advice::HugePage);
}

#[cfg(not(target_os = "linux"))]
fn ask_for_huge_pages(_map: &MmapMut) {}

/// Asks the kernel for a pipe of 1 MiB instead of 64 KiB, so that the writer and we wait less for each other. What is
/// no pipe, or may not grow, stays as it is.
#[cfg(target_os = "linux")]
fn widen_pipe() {
    let _ = rustix::pipe::fcntl_setpipe_size(io::stdin(), 1 << 20);
}

#[cfg(not(target_os = "linux"))]
fn widen_pipe() {}
