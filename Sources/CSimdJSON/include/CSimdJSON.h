// A C face of simdjson On-Demand for one purpose: the fields of a conversation that reports need, from the bytes of one
// record, plus the cutter that finds where records end in a stream. No C++ type and no exception passes this header.
#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Bytes that must be readable (any content) behind the last byte given to csj_decode.
#define CSJ_PADDING 64

// Unescaped UTF-8, valid until the next csj_decode of the same decoder; bytes is NULL when the field is absent or null.
typedef struct {
  const uint8_t *bytes;
  size_t count;
} csj_text;

// Fields of a conversation; the order of csj_record.texts up to CSJ_TEXTS, then the others.
typedef enum {
  CSJ_ID = 0, CSJ_INBOX, CSJ_ASSISTANT, CSJ_FIRST_AT, CSJ_LAST_AT, CSJ_SENTIMENT, CSJ_RESOURCES, CSJ_SHIFT, CSJ_QUALITY,
  CSJ_HANDOFF_REASON, CSJ_RISK, CSJ_INTENT, CSJ_MODEL, CSJ_WINBACK_AT, CSJ_TEXTS,
  CSJ_VERSION = CSJ_TEXTS, CSJ_MESSAGE_COUNT, CSJ_LATENCY, CSJ_HANDOFF, CSJ_ERROR, CSJ_TAGS, CSJ_SKILLS, CSJ_PARTICIPANTS,
  CSJ_MESSAGES, CSJ_CITATIONS, CSJ_CONTEXT, CSJ_MESSAGE_ROLE, CSJ_MESSAGE_AT, CSJ_MESSAGE_CONTENT, CSJ_MESSAGE_WINBACK,
  CSJ_MESSAGE_METADATA, CSJ_TOOL_CALLS, CSJ_TOOL_NAME, CSJ_TOOL_ERROR, CSJ_TOOL_AT, CSJ_TOOL_DURATION, CSJ_HAS_WINBACK,
  CSJ_METRICS, CSJ_SCORED_COUNT, CSJ_OTHER
} csj_field;

typedef struct {
  csj_text at;           // created_at
  csj_text content;      // the text
  double cost;           // US dollars, NaN when absent
  int32_t latency;       // milliseconds, -1 when absent
  int32_t input_tokens;  // -1 when absent
  int32_t output_tokens; // -1 when absent
  int32_t characters;    // Unicode scalars of the content, -1 when absent
  uint8_t role;          // 0 user, 1 assistant, 2 other
  uint8_t winback;       // 0 or 1
  uint8_t handoff;       // 1 when its metadata carries a hand-off
  uint8_t question;      // 1 when the assistant asks: see csj_asks
} csj_message;

typedef struct {
  csj_text name;
  csj_text at;      // created_at of the call
  uint32_t message; // index of its message
  int32_t duration; // milliseconds, -1 when absent
  uint8_t success;  // 1 success, 0 failure, 2 not stated
} csj_tool_call;

typedef struct {
  csj_text texts[CSJ_TEXTS];
  csj_text contact;
  const csj_text *tags, *skills, *participants;
  const csj_text *cited; // of each citation the id of its item, else its file, else its knowledge base
  const csj_message *messages;
  const csj_tool_call *calls;
  uint32_t tag_count, skill_count, participant_count, message_entries, call_count, citation_count, cited_count;
  int32_t version, message_count, latency, scored_count; // -1 when absent; scored_count: messages when it was scored
  uint8_t handoff, error, winback;         // 0, 1, or 2 when absent; `winback` only in layouts before 2026-03-29
  uint8_t has_messages;                    // 1 when `messages` is an array, even an empty one
} csj_record;

typedef enum {
  CSJ_OK = 0,
  CSJ_NOT_JSON,   // broken syntax
  CSJ_NOT_OBJECT, // valid start, but no object
  CSJ_NOT_UTF8,
  CSJ_WRONG_TYPE, // of csj_failure.field
  CSJ_TOO_DEEP,   // nested deeper than 512
  CSJ_NO_MEMORY,
  CSJ_BAD_QUOTES, // CSV: a quote that does not close, or closes inside its cell
  CSJ_WRONG_CELLS // CSV: more or fewer cells than columns
} csj_status;

typedef struct {
  csj_status status;
  csj_field field; // CSJ_OTHER when no known field is concerned
} csj_failure;

typedef struct csj_decoder csj_decoder;

// path: keys below `context` that lead to the contact, outermost first; count 0 when contacts are not wanted.
// NULL when memory ends.
csj_decoder *csj_decoder_create(const char *const *path, size_t count);
void csj_decoder_destroy(csj_decoder *decoder);
// Decodes the record bytes[0..<count]; CSJ_PADDING bytes behind it must be readable. `record` is only valid when status is
// CSJ_OK.
csj_failure csj_decode(csj_decoder *decoder, const uint8_t *bytes, size_t count, csj_record *record);

// Whether the last sentence of a text is a question: the last mark that ends a sentence is a question mark. What follows it (emoji,
// quotes, markup) does not matter, and marks inside addresses and numbers end no sentence.
bool csj_asks(const uint8_t *bytes, size_t count);

// Finds the ends of objects that start at nesting level 0, in a stream given piece by piece.
typedef struct {
  uint64_t in_string; // all ones inside a string
  uint64_t escaped;   // 1 when the next byte is escaped
  int64_t depth;      // open braces
  uint64_t newlines;  // line feeds seen
  int64_t indent;     // blanks before the brace of a record that begins a line; -1 when records do not begin lines
  int64_t column;     // blanks since the last line feed, -1 behind anything else; kept while `broken`
  uint64_t broken;    // 1 from a line feed inside a string to the next line that begins like a record
} csj_cutter;

typedef struct csj_ends csj_ends;
csj_ends *csj_ends_create(void);
void csj_ends_destroy(csj_ends *ends);
// Offsets just past each closing brace, and how many.
const uint32_t *csj_ends_list(const csj_ends *ends, size_t *count);
// Replaces the list by the ends in bytes[0..<count], each plus `base`. False when memory ends. count < 4 GiB.
bool csj_cut(csj_cutter *cutter, const uint8_t *bytes, size_t count, uint32_t base, csj_ends *ends);
// The same without vector instructions, for other processors and for comparison.
bool csj_cut_portable(csj_cutter *cutter, const uint8_t *bytes, size_t count, uint32_t base, csj_ends *ends);
// Line feeds in bytes[0..<count].
uint64_t csj_newlines(const uint8_t *bytes, size_t count);

// The place just past the string whose quote stands at `at`; SIZE_MAX when it does not end in the bytes.
size_t csj_skip_string(const uint8_t *bytes, size_t count, size_t at);
// The place behind the value at `at` (a scalar ends before a comma or a closing bracket); SIZE_MAX when it does not end.
size_t csj_skip_value(const uint8_t *bytes, size_t count, size_t at);

// ---- CSV (RFC 4180 with any separator of one byte; a quote inside a cell that does not begin with one is an ordinary character)

// Set in an end of a row whose quotes do not match: the row is given up at its first line feed, the lines behind it survive.
#define CSJ_BROKEN 0x80000000u

// Replaces the list by the places just past the line feed of each row in bytes[0..<count], which begins with a row.
// `is_last`: nothing follows, so a last row needs no line feed, and a quote may be found open: when rows of `columns` cells
// follow its line, it is a broken row; else the text was cut off inside the row, which then ends, broken, at `count`.
// False when memory ends. count < 2 GiB.
bool csj_cut_rows(const uint8_t *bytes, size_t count, uint8_t separator, uint32_t columns, bool is_last, csj_ends *ends);
// The same without vector instructions, for other processors and for comparison.
bool csj_cut_rows_portable(const uint8_t *bytes, size_t count, uint8_t separator, uint32_t columns, bool is_last, csj_ends *ends);
// Goes on inside a row that is too long to be kept; `state` is 0 at its begin. The place just past its end, or SIZE_MAX.
size_t csj_skip_row(uint8_t *state, const uint8_t *bytes, size_t count, uint8_t separator);

// What a column holds: a csj_field; with this bit the cell only counts when no other column of that field says anything.
#define CSJ_FALLBACK 0x80u
typedef struct csj_row_decoder csj_row_decoder;
csj_row_decoder *csj_row_decoder_create(void);
void csj_row_decoder_destroy(csj_row_decoder *decoder);
// Decodes one row, with or without its line end, into the fields of a conversation; an empty cell is absent.
csj_failure csj_decode_row(
  csj_row_decoder *decoder, const uint8_t *bytes, size_t count, uint8_t separator, const uint8_t *columns, uint32_t column_count,
  csj_record *record);

// A set of 64-bit fingerprints for many threads at once.
typedef struct csj_seen csj_seen;
csj_seen *csj_seen_create(size_t slots); // a power of two; NULL when memory ends
void csj_seen_destroy(csj_seen *seen);
// Adds all and writes those that were there before (or come twice here) to `repeats` (room for count). Returns how many,
// or SIZE_MAX when memory ends.
size_t csj_seen_add(csj_seen *seen, const uint64_t *values, size_t count, uint64_t *repeats);

// A whole document as a flat list of nodes: a node's children follow it, `end` is the place behind its last descendant.
typedef enum { CSJ_NULL = 0, CSJ_FALSE, CSJ_TRUE, CSJ_NUMBER, CSJ_STRING, CSJ_ARRAY, CSJ_OBJECT } csj_kind;
typedef struct {
  double number;                // of CSJ_NUMBER
  uint32_t end;                 // index behind the last descendant
  uint32_t count;               // children, or bytes of the string
  uint32_t text_at;             // of CSJ_STRING: offset in the texts
  uint32_t key_at, key_count;   // of a member of an object
  uint8_t kind;                 // csj_kind
  uint8_t has_key;
} csj_node;
typedef struct csj_tree csj_tree;
// NULL with a status when the bytes are no single JSON value, nested deeper than 512, not UTF-8, or memory ends.
csj_tree *csj_tree_parse(const uint8_t *bytes, size_t count, csj_status *status);
void csj_tree_destroy(csj_tree *tree);
const csj_node *csj_tree_nodes(const csj_tree *tree, size_t *count);
const uint8_t *csj_tree_texts(const csj_tree *tree, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
