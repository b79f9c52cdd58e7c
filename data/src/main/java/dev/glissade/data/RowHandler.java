package dev.glissade.data;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// Takes fields from the parser and hands them to the columns; makes the columns from the header.
final class RowHandler extends CsvCallbackHandler<Integer> {
  private static final int MOST_COLUMNS = 100_000;
  private static final int MOST_ROWS = 1 << 29;

  private final Map<String, Column.Kind> kinds;
  private final Predicate<String> isIgnored;
  private final Origin origin;
  private final SequencedMap<String, Integer> header = new LinkedHashMap<>();
  private final List<ColumnCells> columns = new ArrayList<>();
  private int line;
  private int fields;
  private boolean inHeader = true;
  private boolean empty;

  /// Columns of these kinds; of the others those that are not ignored, their kinds inferred.
  RowHandler(String file, Map<String, Column.Kind> kinds, Predicate<String> isIgnored) {
    this.origin = Origin.file(file);
    this.kinds = kinds;
    this.isIgnored = isIgnored;
  }

  int line() {
    return line;
  }

  /// The table of all that was read.
  Table table() {
    if (inHeader) {
      throw DataException.expected(
          origin.file(), "a header line with the names of the columns", "an empty file");
    }
    if (origin.rows() == 0) {
      throw DataException.expected(origin.file(), "rows below the header", "the header only");
    }
    List<ColumnCells> wanted =
        columns.stream().filter(cells -> !(cells instanceof ColumnCells.Ignored)).toList();
    if (wanted.isEmpty()) {
      throw nothingWanted();
    }
    return Table.from(
        wanted.stream().map(ColumnCells::column).toList(),
        wanted.stream().mapToInt(cells -> cells.field).toArray(),
        origin);
  }

  private DataException nothingWanted() {
    String where = origin.file() + ":1";
    return kinds.isEmpty()
        ? DataException.expected(where, "columns that are not ignored", "none")
        : DataException.expected(
            where,
            "some of the columns " + Names.list(kinds.keySet().stream().sorted().toList()),
            "only " + Names.list(header.keySet()));
  }

  @Override
  protected void beginRecord(long startingLine) {
    line = (int) startingLine;
    fields = 0;
    empty = false;
  }

  @Override
  protected void addField(char[] text, int offset, int length, boolean quoted) {
    if (length > 0 && text[offset + length - 1] == Utf8Reader.END) {
      end(quoted);
      return;
    }
    int from = offset;
    int to = offset + length;
    while (from < to && isBlank(text[from])) {
      from++;
    }
    while (to > from && isBlank(text[to - 1])) {
      to--;
    }
    if (inHeader) {
      addName(new String(text, from, to - from));
    } else if (fields < columns.size()) {
      addValue(text, from, to);
    }
    fields++;
  }

  /// The text is over, properly on a line of its own.
  private void end(boolean quoted) {
    if (quoted) {
      throw DataException.expected(
          origin.file() + ":" + line,
          "a closing quote",
          "the end of the file",
          "a quote within a quoted field is written twice");
    }
    empty = true;
  }

  private void addName(String name) {
    String where = origin.file() + ":" + line + ":" + (fields + 1);
    if (fields == MOST_COLUMNS) {
      throw DataException.expected(where, "at most " + MOST_COLUMNS + " columns", "more");
    }
    if (name.isEmpty()) {
      throw DataException.expected(where, "the name of a column", "an empty field");
    }
    Integer first = header.putIfAbsent(name, fields + 1);
    if (first != null) {
      throw DataException.expected(
          where,
          "names that differ",
          DataException.quote(name) + " again, the name of column " + first);
    }
  }

  private void addValue(char[] text, int from, int to) {
    if (fields == 0) {
      if (origin.rows() == MOST_ROWS) {
        throw DataException.expected(
            origin.file() + ":" + line, "at most " + MOST_ROWS + " rows", "more");
      }
      origin.addRow(line);
    }
    columns.get(fields).add(text, from, to);
  }

  @Override
  protected Integer buildRecord() {
    if (empty) {
      return line;
    }
    if (inHeader) {
      makeColumns();
    } else if (fields != columns.size()) {
      throw DataException.expected(
          origin.file() + ":" + line + ":" + (Math.min(fields, columns.size()) + 1),
          columns.size() + " fields, as in the header",
          Integer.toString(fields));
    }
    return line;
  }

  @Override
  protected RecordType getRecordType() {
    return empty ? RecordType.EMPTY : RecordType.DATA;
  }

  @Override
  protected int getFieldCount() {
    return fields;
  }

  @Override
  protected void setComment(char[] text, int offset, int length) {
    throw new IllegalStateException("comments are not switched on");
  }

  @Override
  protected void setEmpty() {
    empty = true;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private void makeColumns() {
    origin.setHeader(List.copyOf(header.keySet()));
    header.forEach((name, field) -> columns.add(cells(name, field)));
    checkSeparator();
    checkNames();
    inHeader = false;
  }

  private ColumnCells cells(String name, int field) {
    Column.Kind kind = kinds.get(name);
    if (kind != null) {
      return ColumnCells.of(kind, name, field, origin);
    }
    return isIgnored.test(name)
        ? new ColumnCells.Ignored(name, field, origin)
        : new ColumnCells.Undecided(name, field, origin);
  }

  /// A file without a header would lose its first row: names like 5.1 are no names, nor are numbers
  /// throughout, unless they count the columns.
  private void checkNames() {
    double[] numbers = header.keySet().stream().mapToDouble(RowHandler::number).toArray();
    boolean counting = true;
    boolean throughout = true;
    for (int i = 0; i < numbers.length; i++) {
      counting &= i == 0 || numbers[i] == numbers[i - 1] + 1;
      throughout &= !Double.isNaN(numbers[i]);
    }
    List<String> names = List.copyOf(header.keySet());
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != Math.rint(numbers[i]) && !Double.isNaN(numbers[i])
          || throughout && !counting) {
        throw DataException.expected(
            origin.file() + ":" + line + ":" + (i + 1),
            "the name of a column",
            "the number " + DataException.quote(names.get(i)),
            "put a line with the names of the columns above the first row");
      }
    }
  }

  private static double number(String name) {
    return NumberParser.parse(name.toCharArray(), 0, name.length());
  }

  private void checkSeparator() {
    String only = header.firstEntry().getKey();
    if (header.size() == 1 && (only.indexOf(';') >= 0 || only.indexOf('\t') >= 0)) {
      throw DataException.expected(
          origin.file() + ":" + line,
          "columns separated by commas",
          "a header without a comma, " + DataException.quote(only),
          "write the file with commas instead of semicolons or tabs");
    }
  }
}
