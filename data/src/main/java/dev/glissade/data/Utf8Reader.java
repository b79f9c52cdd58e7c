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
import java.util.zip.ZipException;

/// Characters of a UTF-8 file. A byte that is not UTF-8 is an error that names the line; a byte
/// order mark at the beginning is skipped.
final class Utf8Reader extends Reader {
  private static final int BUFFER = 1 << 16;

  private final String file;
  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).limit(0);
  private boolean started;
  private boolean ended;
  private int line = 1;
  private char last;
  private char beforeLast;

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

  /// Whether the last character read, a final line break aside, is this one.
  boolean endsWith(char expected) {
    return last == expected || (last == '\n' && beforeLast == expected);
  }

  /// Reads what is left for the sake of the checks at the end of a compressed stream.
  void drain() throws IOException {
    while (!ended) {
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
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, ended);
    chars.flip();
    if (!started && chars.hasRemaining()) {
      started = true;
      if (chars.get(0) == '\uFEFF') {
        chars.get();
      }
    }
    remember();
    if (result.isError()) {
      throw DataException.expected(
          file + ":" + line,
          "UTF-8 text",
          String.format("the byte 0x%02X", bytes.get(bytes.position())),
          "save the file as UTF-8");
    }
  }

  private void remember() {
    char[] array = chars.array();
    for (int i = chars.position(); i < chars.limit(); i++) {
      line += array[i] == '\n' ? 1 : 0;
      if (array[i] != '\r') {
        beforeLast = last;
        last = array[i];
      }
    }
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
