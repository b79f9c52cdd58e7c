package dev.glissade.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 over content: every value goes in with its length, numbers as big-endian bits.
final class ContentHash {
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(8192);

  ContentHash(String kind) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
    add(kind);
  }

  ContentHash add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  ContentHash add(List<String> texts) {
    add(texts.size());
    texts.forEach(this::add);
    return this;
  }

  ContentHash add(byte[] bytes) {
    add(bytes.length);
    flush();
    digest.update(bytes);
    return this;
  }

  ContentHash add(int value) {
    room().putInt(value);
    return this;
  }

  ContentHash add(int[] values) {
    add(values.length);
    for (int value : values) {
      add(value);
    }
    return this;
  }

  ContentHash add(float[] values) {
    add(values.length);
    for (float value : values) {
      add(Float.floatToIntBits(value));
    }
    return this;
  }

  ContentHash add(double[] values) {
    add(values.length);
    for (double value : values) {
      room().putLong(Double.doubleToLongBits(value));
    }
    return this;
  }

  String hex() {
    flush();
    return HexFormat.of().formatHex(digest.digest());
  }

  private ByteBuffer room() {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    return buffer;
  }

  private void flush() {
    digest.update(buffer.flip());
    buffer.clear();
  }
}
