package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds submitted applications for the programme's staff. The database does all of it along its
 * indexes, so that a page takes the same time however many applications there are.
 */
@Service
public class ApplicationFinder {

  private static final int ROWS_ON_A_PAGE = 25;
  private static final int SHORTEST_ANYWHERE = 3;

  private final JdbcClient jdbc;

  ApplicationFinder(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One page of what is looked for. */
  @Transactional(readOnly = true)
  public FoundApplications find(ApplicationSearch search) {
    if (search.among().filter(Set::isEmpty).isPresent()) {
      return new FoundApplications(List.of(), search.page(), false, 0);
    }
    var values = new HashMap<String, Object>();
    var condition = condition(search, values);
    var rows = new ArrayList<>(page(condition, values, search.page()));
    var more = rows.size() > ROWS_ON_A_PAGE;
    if (more) {
      rows.removeLast();
    }
    return new FoundApplications(rows, search.page(), more, count(condition, values));
  }

  private List<FoundApplications.Found> page(
      String condition, Map<String, Object> values, int page) {
    return jdbc.sql(
            """
            select a.* from (
              select reference, changed_at from application where %s
              order by changed_at desc, reference desc limit :limit offset :offset) page
            join application a using (reference)
            order by page.changed_at desc, page.reference desc
            """
                .formatted(condition))
        .params(values)
        .param("limit", ROWS_ON_A_PAGE + 1)
        .param("offset", (page - 1L) * ROWS_ON_A_PAGE)
        .query(ApplicationFinder::found)
        .list();
  }

  private int count(String condition, Map<String, Object> values) {
    return jdbc.sql(
            "select count(*) from (select 1 from application where %s limit :limit) counted"
                .formatted(condition))
        .params(values)
        .param("limit", FoundApplications.COUNTED_UP_TO + 1)
        .query(Integer.class)
        .single();
  }

  /** The condition of a search; its values are added to {@code values}. */
  private static String condition(ApplicationSearch search, Map<String, Object> values) {
    var conditions = new ArrayList<>(List.of("dossier_frozen_at is not null"));
    conditions.add("applicant <> :notOf");
    values.put("notOf", search.notOf());
    for (int index = 0; index < search.words().size(); index++) {
      conditions.add(
          "searchable(' ' || reference || ' ' || enterprise_name || ' ' || project_title)"
              + " like searchable(:word%d)".formatted(index));
      values.put("word" + index, pattern(search.words().get(index)));
    }
    search
        .status()
        .ifPresent(
            status -> {
              conditions.add("status = :status");
              values.put("status", status.name());
            });
    search
        .among()
        .ifPresent(
            among -> {
              conditions.add("reference in (:among)");
              values.put("among", among.stream().map(ApplicationRef::value).toList());
            });
    return String.join(" and ", conditions);
  }

  /** Anywhere in the words; fewer than three letters only where a word begins, for the index. */
  private static String pattern(String word) {
    return (word.length() < SHORTEST_ANYWHERE ? "% " : "%")
        + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        + "%";
  }

  private static FoundApplications.Found found(ResultSet row, int number) throws SQLException {
    return new FoundApplications.Found(
        ApplicationRef.of(row.getString("reference")),
        ApplicationStatus.valueOf(row.getString("status")),
        row.getString("enterprise_name"),
        row.getString("project_title"),
        row.getObject("requested_cents", Long.class),
        row.getTimestamp("dossier_frozen_at").toInstant(),
        row.getTimestamp("changed_at").toInstant());
  }
}
