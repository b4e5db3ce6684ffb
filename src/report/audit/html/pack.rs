//! What the page unpacks when it is asked for: gzip, in base64.

use std::io::{self, Write};

use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

/// `text`, packed.
pub(super) fn packed(text: &str) -> io::Result<String> {
    let mut gzip = GzEncoder::new(Vec::with_capacity(text.len() / 8), Compression::default());
    gzip.write_all(text.as_bytes())?;
    Ok(BASE64.encode(&gzip.finish()?))
}

/// Packs what `make` makes of each of `items`, a few at a time on all cores, in their order.
pub(super) fn each<'i, T: Sync>(
    items: &'i [T],
    make: impl Fn(&T) -> io::Result<String> + Sync + 'i,
) -> impl Iterator<Item = io::Result<String>> + 'i {
    items.chunks(rayon::current_num_threads().max(1)).flat_map(move |few| {
        let packed: Vec<_> = few.par_iter().map(|item| make(item).and_then(|text| packed(&text))).collect();
        packed
    })
}

#[cfg(test)]
pub(super) fn unpacked(packed: &str) -> String {
    let bytes = BASE64.decode(packed.trim().as_bytes()).unwrap();
    io::read_to_string(flate2::read::GzDecoder::new(bytes.as_slice())).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again_in_order() {
        let numbers: Vec<usize> = (0..100).collect();
        let all = each(&numbers, |number| Ok(format!("{number} ü\n").repeat(*number)));
        for (number, packed) in all.enumerate() {
            assert_eq!(unpacked(&packed.unwrap()), format!("{number} ü\n").repeat(number));
        }
    }
}
