// Steps over values of a JSON text that may not be whole, without building or checking them.
#include "CSimdJSON.h"

#include <cstring>

namespace {

struct Classes {
  bool stops[256] = {};
  constexpr Classes() {
    stops['"'] = stops['{'] = stops['}'] = stops['['] = stops[']'] = stops[','] = true;
  }
};
constexpr Classes classes;

} // namespace

extern "C" size_t csj_skip_string(const uint8_t *bytes, size_t count, size_t at) {
  size_t from = at + 1;
  while (from < count) {
    const void *found = memchr(bytes + from, '"', count - from);
    if (!found) return SIZE_MAX;
    const size_t quote = size_t(static_cast<const uint8_t *>(found) - bytes);
    size_t backslashes = 0;
    while (quote - backslashes > at + 1 && bytes[quote - backslashes - 1] == '\\') backslashes++;
    if (backslashes % 2 == 0) return quote + 1;
    from = quote + 1;
  }
  return SIZE_MAX;
}

extern "C" size_t csj_skip_value(const uint8_t *bytes, size_t count, size_t at) {
  size_t depth = 0;
  while (at < count) {
    const uint8_t b = bytes[at];
    if (!classes.stops[b]) {
      at++;
      continue;
    }
    switch (b) {
    case '"':
      at = csj_skip_string(bytes, count, at);
      if (at == SIZE_MAX || depth == 0) return at;
      continue;
    case '{': case '[': depth++; break;
    case ',':
      if (depth == 0) return at;
      break;
    default:
      if (depth == 0) return at;
      if (--depth == 0) return at + 1;
    }
    at++;
  }
  return SIZE_MAX;
}
