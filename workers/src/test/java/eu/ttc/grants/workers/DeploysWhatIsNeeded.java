package eu.ttc.grants.workers;

import eu.ttc.grants.testruntime.ProcessTestRuntime;
import io.camunda.client.CamundaClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Deploys, as one bundle, the process that a class tests with all that it calls: further processes,
 * decisions and forms. The whole of {@code processes/} for every test would be most of its work;
 * only lifecycles get that, once for each class.
 */
final class DeploysWhatIsNeeded implements TestExecutionListener, Ordered {

  private static final Pattern DEFINED =
      Pattern.compile(
          "<(?:bpmn:process|decision) [^>]*?\\bid=\"([^\"]+)\"|^  \"id\": \"([^\"]+)\"",
          Pattern.MULTILINE);
  private static final Pattern USED =
      Pattern.compile("\\b(?:processId|decisionId|formId)=\"([^\"]+)\"");

  private static final Pattern JOB_TYPE =
      Pattern.compile("<zeebe:taskDefinition [^>]*?\\btype=\"([^\"]+)\"");

  private static final List<Model> MODELS = models();

  private static final Bundle EVERYTHING = new Bundle("everything", Set.of());

  /** What the tests of a class have in common, as long as it is deployed. */
  private static Optional<Bundle> kept = Optional.empty();

  /** Of the jobs that what was deployed last can create. */
  private static Set<String> jobTypes = Set.of();

  private record Bundle(String process, Set<String> mocked) {}

  /** A file under {@code processes/}. */
  private record Model(String path, byte[] content, Set<String> defined, Set<String> used) {

    /** The same, calling a mock in the place of each of these. */
    Model calling(Set<String> mocked) {
      var text = text();
      for (var process : mocked) {
        text =
            text.replace(
                "processId=\"%s\"".formatted(process),
                "processId=\"mocked-%s\"".formatted(process));
      }
      return new Model(path, text.getBytes(StandardCharsets.UTF_8), defined, used);
    }

    String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  /** After Camunda Process Test, which connects the client. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void beforeTestMethod(TestContext test) {
    var bundle = bundleOf(test.getTestClass());
    synchronized (DeploysWhatIsNeeded.class) {
      if (kept.filter(bundle::equals).isEmpty()) {
        drop();
        deploy(bundle, test.getApplicationContext().getBean(CamundaClient.class));
        kept = Optional.of(bundle).filter(deployed -> ProcessTestRuntime.keepModels());
      }
    }
  }

  @Override
  public void afterTestClass(TestContext test) {
    synchronized (DeploysWhatIsNeeded.class) {
      drop();
    }
  }

  /** The types of the jobs that the models of this test can create. */
  static Set<String> jobTypes() {
    synchronized (DeploysWhatIsNeeded.class) {
      return jobTypes;
    }
  }

  private static void drop() {
    if (kept.isPresent()) {
      kept = Optional.empty();
      ProcessTestRuntime.dropModels();
    }
  }

  private static void deploy(Bundle bundle, CamundaClient client) {
    var command = client.newDeployResourceCommand();
    var needed = bundle.equals(EVERYTHING) ? MODELS : needed(bundle.process(), bundle.mocked());
    var first = command.addResourceBytes(needed.getFirst().content(), needed.getFirst().path());
    needed.stream().skip(1).forEach(model -> first.addResourceBytes(model.content(), model.path()));
    first.send().join();
    jobTypes =
        needed.stream()
            .flatMap(model -> ids(JOB_TYPE, model.text()).stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The ids of all processes there are. */
  static Set<String> processes() {
    return MODELS.stream()
        .filter(model -> model.path().endsWith(".bpmn"))
        .flatMap(model -> model.defined().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Job type of the one step of a mocked process. */
  static String mockOf(String process) {
    return "mocked." + process;
  }

  private static Bundle bundleOf(Class<?> type) {
    if (AnnotatedElementUtils.hasAnnotation(type, LifecycleTest.class)) {
      return EVERYTHING;
    }
    var covering = coveringOf(type);
    return new Bundle(covering.value(), Set.of(covering.mocking()));
  }

  private static EveryPathOf coveringOf(Class<?> type) {
    return Stream.<Class<?>>iterate(type, outer -> outer != null, Class::getEnclosingClass)
        .map(outer -> AnnotatedElementUtils.findMergedAnnotation(outer, EveryPathOf.class))
        .filter(covering -> covering != null)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " does not say what it tests"));
  }

  private static List<Model> needed(String process, Set<String> mocked) {
    var found = new LinkedHashMap<String, Model>();
    var asked = new TreeSet<String>();
    var open = new ArrayDeque<>(List.of(process));
    while (!open.isEmpty()) {
      var id = open.remove();
      if (asked.add(id)) {
        var model = mocked.contains(id) ? mock(id) : defining(id).calling(mocked);
        found.putIfAbsent(model.path(), model);
        open.addAll(model.used());
      }
    }
    return List.copyOf(found.values());
  }

  private static Model defining(String id) {
    return MODELS.stream()
        .filter(candidate -> candidate.defined().contains(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing defines " + id));
  }

  /** Under an id of its own: the coverage of a process counts the elements of all with its id. */
  private static Model mock(String process) {
    var text =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="Definitions_mock" targetNamespace="http://bpmn.io/schema/bpmn">
          <bpmn:process id="mocked-%s" isExecutable="true">
            <bpmn:startEvent id="Event_Start"><bpmn:outgoing>Flow_1</bpmn:outgoing></bpmn:startEvent>
            <bpmn:serviceTask id="Task_Mock">
              <bpmn:extensionElements><zeebe:taskDefinition type="%s" /></bpmn:extensionElements>
              <bpmn:incoming>Flow_1</bpmn:incoming><bpmn:outgoing>Flow_2</bpmn:outgoing>
            </bpmn:serviceTask>
            <bpmn:endEvent id="Event_End"><bpmn:incoming>Flow_2</bpmn:incoming></bpmn:endEvent>
            <bpmn:sequenceFlow id="Flow_1" sourceRef="Event_Start" targetRef="Task_Mock" />
            <bpmn:sequenceFlow id="Flow_2" sourceRef="Task_Mock" targetRef="Event_End" />
          </bpmn:process>
        </bpmn:definitions>
        """
            .formatted(process, mockOf(process));
    return new Model(
        "mocked-" + process + ".bpmn",
        text.getBytes(StandardCharsets.UTF_8),
        Set.of(process),
        Set.of());
  }

  private static List<Model> models() {
    var files = new PathMatchingResourcePatternResolver();
    try {
      return Stream.of("bpmn", "dmn", "form")
          .map("classpath*:/processes/**/*."::concat)
          .flatMap(pattern -> Arrays.stream(resources(files, pattern)))
          .map(DeploysWhatIsNeeded::model)
          .toList();
    } catch (UncheckedIOException e) {
      throw new IllegalStateException("the models cannot be read", e);
    }
  }

  private static Resource[] resources(PathMatchingResourcePatternResolver files, String pattern) {
    try {
      return files.getResources(pattern);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Model model(Resource file) {
    try {
      var content = file.getContentAsByteArray();
      var text = new String(content, StandardCharsets.UTF_8);
      return new Model(file.getFilename(), content, ids(DEFINED, text), ids(USED, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> ids(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
        .collect(Collectors.toSet());
  }
}
