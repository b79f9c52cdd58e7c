package dev.glissade.bench.tuners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tables for tests: a small one that is written down, and the large ones where they are at hand.
final class TablesInTests {
  /// `|a − 4| + (b is "y" ? 0 : 1)`, a little more with later seeds; a in no order of the file.
  static Path small(Path folder) throws IOException {
    var text = new StringBuilder("a,b,valid_mse_1,valid_mse_2,valid_mse_3\n");
    for (int a : new int[] {10, 1, 2, 3, 4, 5, 6, 7, 8, 9}) {
      for (String b : new String[] {"x", "y"}) {
        double loss = Math.abs(a - 4) + (b.equals("y") ? 0 : 1);
        text.append("%d,%s,%s,%s,%s%n".formatted(a, b, loss, loss + 0.25, loss + 0.5));
      }
    }
    return Files.writeString(folder.resolve("small_bowl.csv"), text);
  }

  /// The folder of large tables in `-Dglissade.data=DIR`; that does not exist where there is none.
  static Path large() {
    return Path.of(System.getProperty("glissade.data", "")).resolve("hpo");
  }

  private TablesInTests() {}
}
