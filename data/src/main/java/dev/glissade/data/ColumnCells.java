package dev.glissade.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The values of one column while its file is read, field after field.
abstract sealed class ColumnCells {
  static final String LEAVE_EMPTY =
      "correct it, or leave the field empty where the value is missing";

  final String name;
  final int field;
  final Origin origin;
  int rows;

  private ColumnCells(String name, int field, Origin origin) {
    this.name = name;
    this.field = field;
    this.origin = origin;
  }

  /// Takes the field `text[from, to)`, from which outer blanks are gone; an empty one is missing.
  abstract void add(char[] text, int from, int to);

  /// The finished column.
  abstract Column column();

  static ColumnCells of(Column.Kind kind, String name, int field, Origin origin) {
    return switch (kind) {
      case NUMERIC -> new Numbers(name, field, origin, LEAVE_EMPTY);
      case CATEGORICAL -> new Words(name, field, origin);
    };
  }

  /// Numbers; anything else is an error.
  static final class Numbers extends ColumnCells {
    private final String help;
    private double[] values = new double[256];

    Numbers(String name, int field, Origin origin, String help) {
      super(name, field, origin);
      this.help = help;
    }

    @Override
    void add(char[] text, int from, int to) {
      double value = from == to ? Double.NaN : NumberParser.parse(text, from, to);
      if (from < to && !(Math.abs(value) <= Column.LARGEST)) {
        throw notANumber(new String(text, from, to - from), rows, help);
      }
      if (rows == values.length) {
        values = Arrays.copyOf(values, rows + (rows >> 1));
      }
      values[rows++] = value;
    }

    @Override
    Column column() {
      return new Column.Numeric(name, Arrays.copyOf(values, rows));
    }
  }

  /// Words by their number of appearance; sorted at the end.
  static final class Words extends ColumnCells {
    private final Map<String, Integer> codeOf = new HashMap<>();
    private int[] codes = new int[256];

    Words(String name, int field, Origin origin) {
      super(name, field, origin);
    }

    @Override
    void add(char[] text, int from, int to) {
      if (rows == codes.length) {
        codes = Arrays.copyOf(codes, rows + (rows >> 1));
      }
      codes[rows++] =
          from == to
              ? -1
              : codeOf.computeIfAbsent(new String(text, from, to - from), _ -> codeOf.size());
    }

    @Override
    Column column() {
      List<String> categories = codeOf.keySet().stream().sorted().toList();
      int[] sorted = new int[categories.size()];
      for (int code = 0; code < sorted.length; code++) {
        sorted[codeOf.getOrDefault(categories.get(code), 0)] = code;
      }
      int[] renumbered =
          IntStream.range(0, rows).map(row -> codes[row] < 0 ? -1 : sorted[codes[row]]).toArray();
      return new Column.Categorical(name, categories, renumbered);
    }
  }

  /// A column that nobody asked for.
  static final class Ignored extends ColumnCells {
    Ignored(String name, int field, Origin origin) {
      super(name, field, origin);
    }

    @Override
    void add(char[] text, int from, int to) {
      rows++;
    }

    @Override
    Column column() {
      throw new IllegalStateException("an ignored column has no values: " + name);
    }
  }

  /// A column whose kind is decided by its first values, once there are enough of them.
  static final class Undecided extends ColumnCells {
    /// So many characters decide as well, so that little is kept of a column of long texts.
    private static final int MOST_TEXT = 1 << 22;

    private final KindDecision decision = new KindDecision();
    private char[] text = new char[1024];
    private int[] ends = new int[256];
    private ColumnCells decided = this;

    Undecided(String name, int field, Origin origin) {
      super(name, field, origin);
    }

    @Override
    void add(char[] from, int start, int to) {
      if (decided != this) {
        decided.add(from, start, to);
        return;
      }
      decision.see(from, start, to, rows);
      keep(from, start, to);
      if (decision.isDue() || ends[rows - 1] > MOST_TEXT) {
        decide("the values above it are numbers; " + LEAVE_EMPTY);
      }
    }

    @Override
    Column column() {
      if (decided == this) {
        decide(LEAVE_EMPTY);
      }
      return decided.column();
    }

    private void keep(char[] from, int start, int to) {
      int used = rows == 0 ? 0 : ends[rows - 1];
      if (used + to - start > text.length) {
        text = Arrays.copyOf(text, Math.max(used + to - start, 2 * text.length));
      }
      if (rows == ends.length) {
        ends = Arrays.copyOf(ends, 2 * rows);
      }
      System.arraycopy(from, start, text, used, to - start);
      ends[rows++] = used + to - start;
    }

    private void decide(String helpForLaterWords) {
      if (decision.isMistaken()) {
        int row = decision.firstWordRow();
        throw notANumber(word(row), row, decision.reason() + LEAVE_EMPTY);
      }
      decided =
          decision.words() == 0
              ? new Numbers(name, field, origin, helpForLaterWords)
              : new Words(name, field, origin);
      for (int row = 0; row < rows; row++) {
        decided.add(text, row == 0 ? 0 : ends[row - 1], ends[row]);
      }
      text = new char[0];
      ends = new int[0];
    }

    private String word(int row) {
      int start = row == 0 ? 0 : ends[row - 1];
      return new String(text, start, ends[row] - start);
    }
  }

  final DataException notANumber(String got, int row, String help) {
    return DataException.expected(
        origin.position(row, field),
        KindDecision.expectation(got) + " in column '" + name + "'",
        DataException.quote(got),
        help);
  }
}
