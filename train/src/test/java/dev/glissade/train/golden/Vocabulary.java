package dev.glissade.train.golden;

import dev.glissade.nn.Functions;
import dev.glissade.nn.Model;
import dev.glissade.optim.Optimizer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names of what layers, losses, optimisers and schedules there are, read from the compiled
/// classes: `Dense`, `Schedule$Staircase`, settings as in `RmsProp.beta`, dialects as in
/// `Dialect.PYTORCH`, functions as in `Functions.gelu`.
///
/// It finds out when a feature comes to exist whose golden files are still skipped.
final class Vocabulary {
  private static final List<String> WORDS = words();

  private Vocabulary() {}

  /// The first name that a pattern occurs in.
  static Optional<String> find(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return WORDS.stream().filter(word -> compiled.matcher(word).find()).findFirst();
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Method method : Functions.class.getMethods()) {
      words.add("Functions." + method.getName());
    }
    for (Class<?> root : List.of(Model.class, Optimizer.class)) {
      for (String name : classes(root)) {
        words.addAll(describe(root.getPackageName() + "." + name));
      }
    }
    return words;
  }

  private static List<String> describe(String className) {
    try {
      Class<?> type = Class.forName(className, false, Vocabulary.class.getClassLoader());
      String name = className.substring(type.getPackageName().length() + 1);
      List<String> words = new ArrayList<>(List.of(name));
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          words.add(name + "." + component.getName());
        }
      }
      if (type.isEnum()) {
        Stream.of(type.getEnumConstants()).forEach(each -> words.add(name + "." + each));
      }
      return words;
    } catch (ClassNotFoundException e) {
      throw new AssertionError("vocabulary: expected the class " + className, e);
    }
  }

  /// The classes in the package of `root`, from the folder or jar that it was loaded from.
  private static List<String> classes(Class<?> root) {
    String folder = root.getPackageName().replace('.', '/');
    try {
      URI source = root.getProtectionDomain().getCodeSource().getLocation().toURI();
      if (Files.isDirectory(Path.of(source))) {
        return classes(Path.of(source).resolve(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(source), Map.of())) {
        return classes(jar.getPath(folder));
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError("vocabulary: expected to read the classes beside " + root, e);
    }
  }

  private static List<String> classes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.contains("-info"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .sorted()
          .toList();
    }
  }
}
