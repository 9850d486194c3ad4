package eu.ttc.grants.evaluation;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.support.Evaluators;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AssignedExperts implements Evaluators {

  private final JdbcClient jdbc;

  AssignedExperts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<String> ofAny(Collection<ApplicationRef> applications) {
    return jdbc.sql(
            "select expert from evaluation"
                + " where application in (:applications) and state in ('ASSIGNED', 'EVALUATED')")
        .param("applications", applications.stream().map(ApplicationRef::value).toList())
        .query(String.class)
        .set();
  }
}
