// Finds record ends 64 bytes at a time: a bit mask of quotes, minus escaped ones, turned into "inside a string" by a
// carry-less multiplication; braces outside strings move the depth.
#include "Ends.hpp"

#include <cstring>
#include <new>

extern "C" csj_ends *csj_ends_create(void) { return new (std::nothrow) csj_ends(); }
extern "C" void csj_ends_destroy(csj_ends *ends) { delete ends; }
extern "C" const uint32_t *csj_ends_list(const csj_ends *ends, size_t *count) {
  *count = ends->list.size();
  return ends->list.data();
}

static void cut_bytes(csj_cutter &c, const uint8_t *p, size_t n, uint32_t base, std::vector<uint32_t> &ends) {
  bool in_string = c.in_string != 0, escaped = c.escaped != 0;
  for (size_t i = 0; i < n; i++) {
    const uint8_t b = p[i];
    if (b == '\n') {
      // No JSON string holds a line feed: an unclosed quote costs its record, not the rest of the file.
      c.newlines++;
      if (in_string) c.broken = 1;
      in_string = escaped = false;
      c.column = 0;
      continue;
    }
    if (c.broken) {
      if (b == '{' && c.column == c.indent) {
        // The next record begins: what was open ends here.
        if (c.depth > 0) ends.push_back(base + uint32_t(i));
        c.depth = 0;
        c.broken = 0;
      }
      c.column = b == ' ' && c.column >= 0 ? c.column + 1 : -1;
    }
    if (escaped) { escaped = false; continue; }
    if (b == '\\') { escaped = true; continue; }
    if (b == '"') { in_string = !in_string; continue; }
    if (in_string) continue;
    if (b == '{') c.depth++;
    else if (b == '}') {
      if (c.depth == 1) ends.push_back(base + uint32_t(i) + 1);
      if (c.depth > 0) c.depth--;
    }
  }
  c.in_string = in_string ? ~0ull : 0;
  c.escaped = escaped;
}

#if defined(__x86_64__)
// Bits of bytes that stand behind an effective backslash; `carry` says so for the first byte, and after the call for the
// byte after the last of `length`.
static inline uint64_t escaped_mask(uint64_t backslashes, uint64_t &carry, size_t length) {
  uint64_t escaped = carry;
  bool spill = false;
  uint64_t left = backslashes & ~carry;
  while (left) {
    const int at = __builtin_ctzll(left);
    left &= left - 1;
    if (size_t(at) + 1 == length) { spill = true; break; }
    escaped |= 1ull << (at + 1);
    left &= ~(1ull << (at + 1));
  }
  carry = spill;
  return escaped;
}

CSJ_VECTOR static void cut_vector(csj_cutter &c, const uint8_t *p, size_t n, uint32_t base, std::vector<uint32_t> &ends) {
  uint64_t in_string = c.in_string, carry = c.escaped, newlines = 0;
  int64_t depth = c.depth;
  for (size_t i = 0; i < n; i += 64) {
    alignas(32) uint8_t tail[64];
    const uint8_t *q = p + i;
    const size_t length = n - i < 64 ? n - i : 64;
    if (length < 64) {
      memset(tail, ' ', 64);
      memcpy(tail, q, length);
      q = tail;
    }
    const __m256i low = _mm256_loadu_si256((const __m256i *)q), high = _mm256_loadu_si256((const __m256i *)(q + 32));
    const uint64_t feeds = csj::equal_mask(low, high, '\n');
    const csj_cutter before{in_string, carry, depth, 0, c.indent, c.column, c.broken};
    uint64_t quotes = csj::equal_mask(low, high, '"');
    uint64_t escaped = 0;
    const uint64_t backslashes = csj::equal_mask(low, high, '\\');
    if (backslashes | carry) {
      escaped = escaped_mask(backslashes, carry, length);
      quotes &= ~escaped;
    }
    const uint64_t inside = csj::prefix_xor(quotes) ^ in_string;
    in_string = uint64_t(int64_t(inside) >> 63);
    if ((feeds & (inside | escaped)) || before.broken) {
      csj_cutter slow = before;
      cut_bytes(slow, q, length, base + uint32_t(i), ends);
      in_string = slow.in_string, carry = slow.escaped, depth = slow.depth;
      newlines += slow.newlines;
      c.column = slow.column, c.broken = slow.broken;
      continue;
    }
    newlines += uint64_t(_mm_popcnt_u64(feeds));
    // An escape outside a string is no JSON; the byte behind it counts for nothing, as in the portable cutter.
    const uint64_t ignored = inside | escaped;
    const uint64_t opens = csj::equal_mask(low, high, '{') & ~ignored, closes = csj::equal_mask(low, high, '}') & ~ignored;
    const int64_t closing = _mm_popcnt_u64(closes);
    if (depth > closing) {
      depth += int64_t(_mm_popcnt_u64(opens)) - closing;
      continue;
    }
    uint64_t both = opens | closes;
    while (both) {
      const int at = __builtin_ctzll(both);
      both &= both - 1;
      if (opens >> at & 1) {
        depth++;
      } else {
        if (depth == 1) ends.push_back(base + uint32_t(i) + uint32_t(at) + 1);
        if (depth > 0) depth--;
      }
    }
  }
  c.in_string = in_string;
  c.escaped = carry;
  c.depth = depth;
  c.newlines += newlines;
}
#endif

extern "C" bool csj_cut_portable(csj_cutter *cutter, const uint8_t *bytes, size_t count, uint32_t base, csj_ends *ends) {
  try {
    ends->list.clear();
    cut_bytes(*cutter, bytes, count, base, ends->list);
    return true;
  } catch (const std::bad_alloc &) {
    return false;
  }
}

extern "C" bool csj_cut(csj_cutter *cutter, const uint8_t *bytes, size_t count, uint32_t base, csj_ends *ends) {
#if defined(__x86_64__)
  if (csj::has_vector()) {
    try {
      ends->list.clear();
      cut_vector(*cutter, bytes, count, base, ends->list);
      return true;
    } catch (const std::bad_alloc &) {
      return false;
    }
  }
#endif
  return csj_cut_portable(cutter, bytes, count, base, ends);
}

extern "C" uint64_t csj_newlines(const uint8_t *bytes, size_t count) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += bytes[i] == '\n';
  return sum;
}
