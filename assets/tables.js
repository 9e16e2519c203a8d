/* Sorts and filters whole tables (data-tool). An enhancement: without it every order is a page of its own and every row is in
   the CSV file. A classic script without inline code, so it runs from a folder and under script-src 'self'. The state stands in
   the address (#id.sort=2.desc&id.q=words), so a filtered table can be sent as a link. */
(function () {
  "use strict";
  document.querySelectorAll("table[data-tool]").forEach(function (table) {
    var body = table.tBodies[0], id = table.getAttribute("data-tool");
    if (!body || !body.rows.length) return;
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      var keys = Array.prototype.map.call(row.cells, function (cell) {
        var key = cell.getAttribute("data-v");
        return key === null ? cell.textContent : key;
      });
      return { row: row, keys: keys, place: place, text: row.textContent.toLowerCase() };
    });
    var isNumber = heads.map(function (head) { return head.classList.contains("n"); });
    var collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
    var state = {}, inputs = {}, buttons = {}, count;

    function read() {
      state = {};
      location.hash.slice(1).split("&").forEach(function (part) {
        var at = part.indexOf("="), name = part.slice(0, at);
        if (at < 0 || name.indexOf(id + ".") !== 0) return;
        try { state[name.slice(id.length + 1)] = decodeURIComponent(part.slice(at + 1)); } catch (e) { /* not ours */ }
      });
    }
    function write() {
      var others = location.hash.slice(1).split("&").filter(function (part) { return part && part.indexOf(id + ".") !== 0; });
      var mine = Object.keys(state).filter(function (key) { return state[key] !== ""; }).map(function (key) {
        return id + "." + key + "=" + encodeURIComponent(state[key]);
      });
      var hash = others.concat(mine).join("&");
      try { history.replaceState(null, "", hash ? "#" + hash : location.pathname.split("/").pop() || "."); } catch (e) { /* a sandbox */ }
    }

    /* Words separated by commas: all must be there (all), one must be (choice); a range is from..to. */
    function test(column, kind, wanted) {
      if (kind === "range") {
        var ends = wanted.split(".."), low = parseFloat(ends[0]), high = parseFloat(ends.length > 1 ? ends[1] : ends[0]);
        return function (entry) {
          var value = parseFloat(entry.keys[column]);
          return !isNaN(value) && (isNaN(low) || value >= low) && (isNaN(high) || value <= high);
        };
      }
      var words = wanted.toLowerCase().split(",").map(function (word) { return word.trim(); }).filter(Boolean);
      return function (entry) {
        var parts = entry.keys[column].toLowerCase().split("\n");
        var has = function (word) { return parts.some(function (part) { return part === word; }); };
        var starts = function (word) { return parts.some(function (part) { return part.indexOf(word) === 0; }); };
        return kind === "all" ? words.every(function (w) { return has(w) || starts(w); })
          : words.some(function (w) { return has(w) || starts(w); });
      };
    }
    function compare(column, down) {
      var sign = down ? -1 : 1;
      return function (a, b) {
        var x = a.keys[column], y = b.keys[column];
        if (!x !== !y) return x ? -1 : 1; /* missing values stand last in both directions */
        var order = isNumber[column] ? parseFloat(x) - parseFloat(y) : collator.compare(x, y);
        return order ? sign * order : a.place - b.place;
      };
    }
    function apply() {
      var tests = [], sort = (state.sort || "").split(".");
      if (state.q) {
        var words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
        tests.push(function (entry) { return words.every(function (word) { return entry.text.indexOf(word) >= 0; }); });
      }
      heads.forEach(function (head, column) {
        var wanted = state["c" + column];
        if (wanted && head.getAttribute("data-f")) tests.push(test(column, head.getAttribute("data-f"), wanted));
      });
      var shown = rows.filter(function (entry) { return tests.every(function (t) { return t(entry); }); });
      var column = parseInt(sort[0], 10), isSorted = column >= 0 && column < heads.length;
      if (isSorted) {
        shown.sort(compare(column, sort[1] === "desc"));
        heads.forEach(function (head, place) {
          if (place === column) head.setAttribute("aria-sort", sort[1] === "desc" ? "descending" : "ascending");
          else head.removeAttribute("aria-sort");
        });
      }
      var all = document.createDocumentFragment();
      shown.forEach(function (entry) { all.appendChild(entry.row); });
      body.textContent = "";
      body.appendChild(all);
      count.textContent = tests.length ? shown.length + " of " + rows.length : "";
    }
    function set(key, value) { state[key] = value; write(); apply(); }

    function field(key, label, hint, values) {
      var input = document.createElement("input");
      input.type = "search";
      input.setAttribute("aria-label", label);
      input.placeholder = hint;
      if (values) {
        var list = document.createElement("datalist");
        list.id = id + "-" + key;
        values.forEach(function (value) {
          var option = document.createElement("option");
          option.value = value;
          list.appendChild(option);
        });
        input.setAttribute("list", list.id);
        bar.appendChild(list);
      }
      input.addEventListener("input", function () { set(key, input.value.trim()); });
      inputs[key] = input;
      bar.appendChild(input);
    }

    var bar = document.createElement("div");
    bar.className = "tools";
    bar.setAttribute("role", "search");
    bar.setAttribute("aria-label", table.caption ? table.caption.textContent : "Table");
    field("q", "Rows with these words", "Search");
    heads.forEach(function (head, column) {
      var kind = head.getAttribute("data-f"), title = head.textContent;
      if (kind === "range") field("c" + column, title + ", from..to", title.split(",")[0] + ": 1..9");
      else if (kind) {
        var seen = {};
        rows.forEach(function (entry) { entry.keys[column].split("\n").forEach(function (part) { if (part) seen[part] = true; }); });
        var values = Object.keys(seen).sort(collator.compare).slice(0, 200);
        if (values.length > 1) field("c" + column, title + (kind === "all" ? ", all of" : ", one of"), title, values);
      }
      if (head.tagName !== "TH") return;
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var isDown = isNumber[column] ? head.getAttribute("aria-sort") !== "descending" : head.getAttribute("aria-sort") === "ascending";
        set("sort", column + (isDown ? ".desc" : ".asc"));
      });
      buttons[column] = button;
    });
    count = document.createElement("span");
    count.setAttribute("role", "status");
    bar.appendChild(count);
    var region = table.parentNode;
    region.parentNode.insertBefore(bar, region);

    function restore() {
      read();
      Object.keys(inputs).forEach(function (key) { inputs[key].value = state[key] || ""; });
      if (Object.keys(state).length || count.textContent) apply();
    }
    window.addEventListener("hashchange", restore);
    restore();
  });
})();
