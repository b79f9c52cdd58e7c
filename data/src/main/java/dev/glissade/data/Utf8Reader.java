package dev.glissade.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Characters of a UTF-8 file with `\n` for every line break, be it `\n`, `\r\n` or `\r`. A byte
/// that is not UTF-8 is an error that names the line; a byte order mark at the beginning is left
/// out.
///
/// After the text come a line break and `END`.
final class Utf8Reader extends Reader {
  /// The end of the text: a lone surrogate, which no UTF-8 text can hold. Where it stands in a
  /// quoted field, the quote was never closed.
  static final char END = '\uD800';

  private static final int BUFFER = 1 << 16;

  private final String file;
  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
  private final CharBuffer chars = CharBuffer.allocate(BUFFER + 2).limit(0);
  private boolean started;
  private boolean ended;
  private boolean afterReturn;
  private int line = 1;

  Utf8Reader(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  @Override
  public int read(char[] out, int offset, int length) throws IOException {
    while (!chars.hasRemaining()) {
      if (ended) {
        return -1;
      }
      fill();
    }
    int count = Math.min(length, chars.remaining());
    chars.get(out, offset, count);
    return count;
  }

  /// Reads what is left of a compressed file for the sake of the checks at its end.
  void drain() throws IOException {
    while (!ended && in instanceof GZIPInputStream) {
      readBytes();
      bytes.limit(0).position(0);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void fill() throws IOException {
    readBytes();
    chars.clear().limit(BUFFER);
    CoderResult result = decoder.decode(bytes, chars, ended);
    chars.flip();
    unifyLineBreaks();
    if (!started && chars.hasRemaining()) {
      started = true;
      if (chars.get(0) == '\uFEFF') {
        chars.get();
      }
    }
    if (result.isError()) {
      throw DataException.expected(
          file + ":" + line,
          "UTF-8 text",
          String.format("the byte 0x%02X", bytes.get(bytes.position())),
          "save it as a CSV file in UTF-8");
    }
    if (ended) {
      int end = chars.limit();
      chars.limit(end + 2).put(end, '\n').put(end + 1, END);
    }
  }

  private void unifyLineBreaks() {
    char[] text = chars.array();
    int to = 0;
    for (int from = 0; from < chars.limit(); from++) {
      char c = text[from];
      boolean broken = afterReturn && c == '\n'; // the line, already, by the character before
      afterReturn = c == '\r';
      if (!broken) {
        text[to] = afterReturn ? '\n' : c;
        line += text[to++] == '\n' ? 1 : 0;
      }
    }
    chars.limit(to);
  }

  private void readBytes() throws IOException {
    bytes.compact();
    try {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      ended = count < 0;
      bytes.position(bytes.position() + Math.max(count, 0));
    } catch (EOFException | ZipException damaged) {
      throw Inputs.damaged(file, damaged);
    } finally {
      bytes.flip();
    }
  }
}
