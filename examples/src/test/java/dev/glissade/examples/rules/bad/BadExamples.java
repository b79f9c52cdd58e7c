package dev.glissade.examples.rules.bad;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.FloatVector;

/// For each rule a class that breaks it.
public final class BadExamples {
  private BadExamples() {}

  public static final class Prints {
    public void run() {
      System.out.println("hello");
    }
  }

  public static final class Asks {
    public int run() throws IOException {
      return System.in.read();
    }
  }

  public static final class UsesLanes {
    public int run() {
      return FloatVector.SPECIES_PREFERRED.length();
    }
  }

  public record Dumped(int value) implements Serializable {}

  public static final class Restores {
    public Object run(InputStream in) throws IOException, ClassNotFoundException {
      try (ObjectInputStream objects = new ObjectInputStream(in)) {
        return objects.readObject();
      }
    }
  }

  public static final class Reflects {
    public Method[] run(Object of) {
      return of.getClass().getMethods();
    }
  }

  public static final class LoadsByName {
    public Class<?> run(String name) throws ClassNotFoundException {
      return Class.forName(name);
    }
  }

  public static final class ThrowsAnything {
    public void run() {
      throw new RuntimeException("something");
    }
  }

  public static final class HasVariable {
    public static int calls;
  }

  public static final class HasOpenArray {
    public static final int[] SIZES = {1, 2};
  }

  public static final class HasList {
    private static final List<String> SEEN = new ArrayList<>();

    public int run(String text) {
      SEEN.add(text);
      return SEEN.size();
    }
  }

  public static final class HasCounter {
    public static final AtomicInteger CALLS = new AtomicInteger();
  }
}
