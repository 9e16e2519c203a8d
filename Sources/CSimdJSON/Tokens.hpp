// The tokens of one JSON text: simdjson's first stage finds where each begins and checks UTF-8, string ends and control
// characters; this walks over them and checks the grammar (RFC 8259). No value is built.
#ifndef CSJ_TOKENS_HPP
#define CSJ_TOKENS_HPP

#include "CSimdJSON.h"

#include <simdjson.h>

#include <charconv>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace csj {

constexpr int deepest = 512;

class Tokens {
public:
  csj_failure failure{CSJ_OK, CSJ_OTHER};

  bool fail(csj_status status, csj_field field) {
    if (failure.status == CSJ_OK) failure = {status, field};
    return false;
  }

  // Starts on a text. The bytes must stay until the last view of them is used.
  bool start(const uint8_t *bytes, size_t count) {
    failure = {CSJ_OK, CSJ_OTHER};
    if (!room(count)) return fail(CSJ_NO_MEMORY, CSJ_OTHER);
    const auto error = stage->stage1(bytes, count, simdjson::stage1_mode::regular);
    if (error) return fail(error == simdjson::UTF8_ERROR ? CSJ_NOT_UTF8 : CSJ_NOT_JSON, CSJ_OTHER);
    text = bytes;
    length = count;
    at = stage->structural_indexes.get();
    end = at + stage->n_structural_indexes;
    written = 0;
    return true;
  }

  bool is_done() const { return at == end; }
  // First byte of the present token; 0 behind the last.
  char first() const { return at < end ? char(text[*at]) : '\0'; }
  // First byte of the token behind it; 0 when there is none.
  char second() const { return at + 1 < end ? char(text[at[1]]) : '\0'; }
  const uint8_t *here() const { return text + (at < end ? *at : length); }
  void step() { at++; }
  bool take(char wanted) {
    if (first() != wanted) return false;
    at++;
    return true;
  }

  static bool starts_number(char c) { return c == '-' || (c >= '0' && c <= '9'); }

  // The string here, as written between its quotes; steps over it. Between it and the next token is only white space.
  std::string_view raw_string() {
    const size_t from = *at + 1;
    size_t to = (at + 1 < end ? at[1] : length) - 1;
    while (text[to] != '"') to--;
    at++;
    return {reinterpret_cast<const char *>(text) + from, to - from};
  }

  // The string here without escapes; steps over it.
  bool string(std::string_view &out, csj_field field) {
    out = raw_string();
    if (out.empty() || !memchr(out.data(), '\\', out.size())) return true;
    return unescape(out, field);
  }

  bool literal(const char *word, size_t n, csj_field field) {
    if (size_t(length - *at) < n || memcmp(here(), word, n) != 0 || !is_border(*at + n)) return fail(CSJ_NOT_JSON, field);
    at++;
    return true;
  }

  // The number here as written; steps over it.
  bool number(std::string_view &out, bool &is_whole, csj_field field) {
    const size_t from = *at;
    size_t i = from;
    if (text[i] == '-') i++;
    if (byte(i) == '0') i++;
    else if (!digits(i)) return fail(CSJ_NOT_JSON, field);
    is_whole = text[from] != '-';
    if (byte(i) == '.') {
      is_whole = false;
      if (!digits(++i)) return fail(CSJ_NOT_JSON, field);
    }
    if ((byte(i) | 0x20) == 'e') {
      is_whole = false;
      i++;
      if (byte(i) == '+' || byte(i) == '-') i++;
      if (!digits(i)) return fail(CSJ_NOT_JSON, field);
    }
    if (!is_border(i)) return fail(CSJ_NOT_JSON, field);
    out = {reinterpret_cast<const char *>(text) + from, i - from};
    at++;
    return true;
  }

  // Steps over any value.
  bool skip(csj_field field, int depth = 0) {
    switch (const char c = first()) {
    case '"': at++; return true;
    case 'n': return literal("null", 4, field);
    case 't': return literal("true", 4, field);
    case 'f': return literal("false", 5, field);
    case '{':
      if (depth >= deepest) return fail(CSJ_TOO_DEEP, field);
      at++;
      if (take('}')) return true;
      do {
        if (!take('"') || !take(':')) return fail(CSJ_NOT_JSON, field);
        if (!skip(field, depth + 1)) return false;
      } while (take(','));
      return take('}') || fail(CSJ_NOT_JSON, field);
    case '[':
      if (depth >= deepest) return fail(CSJ_TOO_DEEP, field);
      at++;
      if (take(']')) return true;
      do {
        if (!skip(field, depth + 1)) return false;
      } while (take(','));
      return take(']') || fail(CSJ_NOT_JSON, field);
    default: {
      std::string_view ignored;
      bool whole;
      return starts_number(c) ? number(ignored, whole, field) : fail(CSJ_NOT_JSON, field);
    }
    }
  }

private:
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
  std::vector<char> scratch;
  size_t written = 0, length = 0;
  const uint8_t *text = nullptr;
  const uint32_t *at = nullptr, *end = nullptr;

  bool room(size_t count) {
    if (stage && count <= stage->capacity()) return true;
    // Rows of a file are alike: a little more than asked saves most of the next growths.
    const size_t wanted = count + count / 4 + 4096;
    stage.reset();
    return simdjson::get_active_implementation()->create_dom_parser_implementation(wanted, deepest, stage) == simdjson::SUCCESS;
  }

  uint8_t byte(size_t i) const { return i < length ? text[i] : ' '; }
  bool digits(size_t &i) const {
    const size_t from = i;
    while (byte(i) >= '0' && byte(i) <= '9') i++;
    return i > from;
  }
  // Whether a scalar may end before byte i.
  bool is_border(size_t i) const {
    switch (byte(i)) {
    case ' ': case '\n': case '\r': case '\t': case ',': case '}': case ']': return true;
    default: return false;
    }
  }

  static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
  static bool unit(std::string_view s, size_t i, uint32_t &value) {
    if (i + 4 > s.size()) return false;
    value = 0;
    for (size_t k = i; k < i + 4; k++) {
      const int digit = hex(s[k]);
      if (digit < 0) return false;
      value = value << 4 | uint32_t(digit);
    }
    return true;
  }
  static char *put(char *to, uint32_t c) {
    if (c < 0x80) *to++ = char(c);
    else if (c < 0x800) *to++ = char(0xC0 | c >> 6), *to++ = char(0x80 | (c & 63));
    else if (c < 0x10000) *to++ = char(0xE0 | c >> 12), *to++ = char(0x80 | (c >> 6 & 63)), *to++ = char(0x80 | (c & 63));
    else *to++ = char(0xF0 | c >> 18), *to++ = char(0x80 | (c >> 12 & 63)), *to++ = char(0x80 | (c >> 6 & 63)), *to++ = char(0x80 | (c & 63));
    return to;
  }

  // Text never grows when escapes go, so room for the whole record once is room for all its strings, and no view moves.
  bool unescape(std::string_view &s, csj_field field) {
    if (written == 0 && scratch.size() < length) scratch.resize(length + length / 4);
    char *const start = scratch.data() + written, *to = start;
    for (size_t i = 0; i < s.size(); i++) {
      if (s[i] != '\\') {
        *to++ = s[i];
        continue;
      }
      switch (++i < s.size() ? s[i] : '\0') {
      case '"': case '\\': case '/': *to++ = s[i]; break;
      case 'b': *to++ = '\b'; break;
      case 'f': *to++ = '\f'; break;
      case 'n': *to++ = '\n'; break;
      case 'r': *to++ = '\r'; break;
      case 't': *to++ = '\t'; break;
      case 'u': {
        uint32_t c, low;
        if (!unit(s, i + 1, c)) return fail(CSJ_NOT_JSON, field);
        i += 4;
        if (c >= 0xD800 && c < 0xDC00 && i + 2 < s.size() && s[i + 1] == '\\' && s[i + 2] == 'u' && unit(s, i + 3, low) && low >= 0xDC00 &&
            low < 0xE000) {
          c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
          i += 6;
        } else if (c >= 0xD800 && c < 0xE000) {
          c = 0xFFFD; // half a pair means nothing
        }
        to = put(to, c);
        break;
      }
      default: return fail(CSJ_NOT_JSON, field);
      }
    }
    s = {start, size_t(to - start)};
    written += s.size();
    return true;
  }
};

} // namespace csj
#endif
