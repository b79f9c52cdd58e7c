package dev.glissade.tune.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// Where a PostgreSQL database is, apart from what must not be shown.
///
/// @param place `//host:port/database`
/// @param secrets user, password and all other settings of the driver
record PostgresAddress(String place, Properties secrets) {
  /// What follows `postgresql:`.
  ///
  /// @throws IllegalArgumentException if it has no host
  static PostgresAddress parse(String rest) {
    URI uri;
    try {
      uri = URI.create(rest);
    } catch (IllegalArgumentException _) {
      // The cause would show the password.
      throw wrong();
    }
    if (uri.getHost() == null || uri.getRawPath().length() <= 1) {
      throw wrong();
    }
    var secrets = new Properties();
    String user = uri.getRawUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      secrets.setProperty("user", decode(colon < 0 ? user : user.substring(0, colon)));
      if (colon >= 0) {
        secrets.setProperty("password", decode(user.substring(colon + 1)));
      }
    }
    if (uri.getRawQuery() != null) {
      for (String each : uri.getRawQuery().split("&")) {
        int equals = each.indexOf('=');
        if (equals < 0) {
          throw wrong();
        }
        secrets.setProperty(each.substring(0, equals), decode(each.substring(equals + 1)));
      }
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return new PostgresAddress("//" + uri.getHost() + port + uri.getRawPath(), secrets);
  }

  @Override
  public String toString() {
    return "postgresql:" + place;
  }

  private static String decode(String text) {
    // A plus is a plus in the part before the host.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "storage: expected postgresql://user:password@host:port/database, but got something else"
            + " — help: write special characters of the password as %40 and the like");
  }
}
