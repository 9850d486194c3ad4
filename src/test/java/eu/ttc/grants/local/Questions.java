package eu.ttc.grants.local;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Questions to the database of a run, each on a connection of its own. */
record Questions(PlatformProcess platform) {

  long number(String query) throws SQLException {
    return Long.parseLong(texts(query).getFirst());
  }

  /** The first column of what is found. */
  List<String> texts(String query) throws SQLException {
    try (var connection = platform.database();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  /**
   * What each promise that does not hold is broken by; each of the views is empty while it holds.
   */
  List<String> brokenPromises() throws SQLException {
    var broken = new ArrayList<String>();
    for (var view : promises()) {
      for (var found : texts("select v::text from %s v".formatted(view))) {
        broken.add(view + ": " + found);
      }
    }
    return broken;
  }

  /** The names of the views of promises. */
  List<String> promises() throws SQLException {
    return texts(
        "select table_name from information_schema.views where table_name like 'promise_%'");
  }
}
