package eu.ttc.grants.local;

import eu.ttc.grants.engine.EngineGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps messages back until Tasklist knows every form as it was deployed. A task that reaches
 * Tasklist before its form shows plain variables instead, for ever.
 */
@Component
@Profile("local")
class TasklistForms implements EngineGate {

  private static final String FORMS = "/tasklist-form-8.4.0_/_search?size=1000";

  private final String address;
  private final JsonMapper json;
  private final Http http = new Http();
  private final Set<String> shipped = shippedForms();
  private volatile boolean known;

  TasklistForms(@Value("${grants.local.opensearch}") String openSearch, JsonMapper json) {
    this.address = openSearch + FORMS;
    this.json = json;
  }

  @Override
  public boolean open() {
    if (!known) {
      known =
          http.get(address)
              .filter(answer -> answer.statusCode() == 200)
              .filter(answer -> schemas(answer.body()).containsAll(shipped))
              .isPresent();
    }
    return known;
  }

  private Set<String> schemas(String answer) {
    return json.readTree(answer)
        .at("/hits/hits")
        .valueStream()
        .map(hit -> hit.at("/_source/schema").asString(""))
        .collect(Collectors.toSet());
  }

  private static Set<String> shippedForms() {
    try {
      var forms =
          new PathMatchingResourcePatternResolver().getResources("classpath*:processes/**/*.form");
      return Arrays.stream(forms)
          .map(
              form -> {
                try {
                  return form.getContentAsString(StandardCharsets.UTF_8);
                } catch (IOException e) {
                  throw new UncheckedIOException("Cannot read " + form, e);
                }
              })
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the forms under processes/", e);
    }
  }
}
