// Finds the ends of CSV rows 64 bytes at a time: the mask of quotes, turned into "inside a quoted cell" by a carry-less
// multiplication, is right as long as quotes stand at the edges of cells. Where one does not, the row is read byte by byte.
#include "Ends.hpp"

#include <cstring>
#include <new>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

enum State : uint8_t { cell_start = 0, plain, quoted, quote_seen, giving_up };
enum Outcome { ended, open, broken };

struct Scan {
  Outcome outcome;
  size_t at; // just past the row when it ended
  uint32_t cells;
  State state;
};

// One row byte by byte, from `at` in `state`: the definition of where rows end.
Scan scan_row(const uint8_t *p, size_t n, size_t at, uint8_t separator, State state) {
  uint32_t cells = 1;
  for (size_t i = at; i < n; i++) {
    const uint8_t b = p[i];
    switch (state) {
    case quoted:
      if (b == '"') state = quote_seen;
      continue;
    case quote_seen:
      if (b == '"') { state = quoted; continue; }
      if (b != separator && b != '\n' && b != '\r') return {broken, i, cells, giving_up};
      break;
    case cell_start:
      if (b == '"') { state = quoted; continue; }
      break;
    default: break;
    }
    if (b == '\n') return {ended, i + 1, cells, cell_start};
    if (b == separator && state != giving_up) {
      cells++;
      state = cell_start;
    } else if (state != giving_up) {
      state = plain;
    }
  }
  return {open, n, cells, state};
}

struct Cutter {
  const uint8_t *p;
  size_t n;
  uint8_t separator;
  uint32_t columns;
  bool is_last;
  std::vector<uint32_t> &ends;
  size_t row = 0; // where the present row begins
  int retries = 64;

  // The line feed behind the begin of the present row, or n.
  size_t line_end(size_t from) const {
    const void *feed = memchr(p + from, '\n', n - from);
    return feed ? size_t(static_cast<const uint8_t *>(feed) - p) : n;
  }

  void end_at(size_t place, uint32_t mark) {
    ends.push_back(uint32_t(place) | mark);
    row = place;
  }

  // Reads the present row byte by byte. False when it does not end in the bytes.
  bool slow_row() {
    const Scan scan = scan_row(p, n, row, separator, cell_start);
    if (scan.outcome == ended) {
      end_at(scan.at, 0);
      return true;
    }
    if (scan.outcome == open) return false;
    const size_t feed = line_end(row);
    if (feed == n) {
      if (is_last) end_at(n, CSJ_BROKEN);
      return is_last;
    }
    end_at(feed + 1, CSJ_BROKEN);
    return true;
  }

  // The bytes end inside the present row. True when there is more to cut behind it.
  bool finish() {
    if (row >= n || !is_last) return false;
    const Scan scan = scan_row(p, n, row, separator, cell_start);
    if (scan.state != quoted) {
      end_at(n, 0);
      return false;
    }
    const size_t feed = line_end(row);
    if (feed < n && retries-- > 0 && rows_follow(feed + 1)) {
      end_at(feed + 1, CSJ_BROKEN);
      return true;
    }
    end_at(n, CSJ_BROKEN);
    return false;
  }

  bool rows_follow(size_t at) const {
    while (at < n) {
      const Scan scan = scan_row(p, n, at, separator, cell_start);
      if (scan.outcome != broken && scan.state != quoted && scan.cells == columns) return true;
      if (scan.outcome == ended) at = scan.at;
      else at = line_end(at) + 1;
    }
    return false;
  }

  void cut_bytes() {
    do {
      while (row < n && slow_row()) {}
    } while (finish());
  }

#if defined(__x86_64__)
  // From the present row on; stops early behind a row that was read byte by byte.
  CSJ_VECTOR void vector_rows() {
    uint64_t in_quotes = 0, edge_before = 1, closed_before = 0;
    for (size_t i = row; i < n; i += 64) {
      alignas(32) uint8_t tail[64];
      const uint8_t *q = p + i;
      const size_t length = n - i < 64 ? n - i : 64;
      if (length < 64) {
        memset(tail, ' ', 64);
        memcpy(tail, q, length);
        q = tail;
      }
      const __m256i low = _mm256_loadu_si256((const __m256i *)q), high = _mm256_loadu_si256((const __m256i *)(q + 32));
      const uint64_t quotes = csj::equal_mask(low, high, '"'), feeds = csj::equal_mask(low, high, '\n');
      uint64_t inside = in_quotes;
      if (quotes | closed_before) {
        inside ^= csj::prefix_xor(quotes);
        const uint64_t edges = feeds | quotes | csj::equal_mask(low, high, char(separator));
        const uint64_t opening = quotes & inside, closing = quotes & ~inside;
        const uint64_t behind = closing << 1 | closed_before;
        uint64_t bad = (opening & ~(edges << 1 | edge_before)) | (behind & ~(edges | csj::equal_mask(low, high, '\r')));
        if (length < 64) bad &= (1ull << length) - 1;
        if (bad) {
          push(feeds & ~inside & ((bad & -bad) - 1), i);
          return;
        }
        closed_before = closing >> 63;
        edge_before = edges >> 63;
        in_quotes = uint64_t(int64_t(inside) >> 63);
      } else {
        edge_before = q[63] == '\n' || q[63] == separator;
      }
      push(feeds & ~inside, i);
    }
    stop = n;
  }

  CSJ_VECTOR void push(uint64_t mask, size_t base) {
    while (mask) {
      end_at(base + size_t(__builtin_ctzll(mask)) + 1, 0);
      mask &= mask - 1;
    }
  }

  size_t stop = 0; // n once everything was looked at

  void cut_vectors() {
    do {
      while (row < n) {
        stop = 0;
        vector_rows();
        if (stop == n || !slow_row()) break;
      }
    } while (finish());
  }
#endif
};

template <class F> bool guarded(csj_ends *ends, F body) {
  try {
    ends->list.clear();
    body();
    return true;
  } catch (const std::bad_alloc &) {
    return false;
  }
}

} // namespace

extern "C" bool csj_cut_rows_portable(
  const uint8_t *bytes, size_t count, uint8_t separator, uint32_t columns, bool is_last, csj_ends *ends) {
  return guarded(ends, [&] { Cutter{bytes, count, separator, columns, is_last, ends->list}.cut_bytes(); });
}

extern "C" bool csj_cut_rows(const uint8_t *bytes, size_t count, uint8_t separator, uint32_t columns, bool is_last, csj_ends *ends) {
#if defined(__x86_64__)
  if (csj::has_vector())
    return guarded(ends, [&] { Cutter{bytes, count, separator, columns, is_last, ends->list}.cut_vectors(); });
#endif
  return csj_cut_rows_portable(bytes, count, separator, columns, is_last, ends);
}

extern "C" size_t csj_skip_row(uint8_t *state, const uint8_t *bytes, size_t count, uint8_t separator) {
  Scan scan = scan_row(bytes, count, 0, separator, State(*state));
  // Behind quotes that do not match, the row ends with its line.
  if (scan.outcome == broken) scan = scan_row(bytes, count, scan.at, separator, giving_up);
  *state = scan.state;
  return scan.outcome == ended ? scan.at : SIZE_MAX;
}
