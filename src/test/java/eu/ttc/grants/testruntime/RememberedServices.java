package eu.ttc.grants.testruntime;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds in which jars services are declared once instead of each time. With every client, which
 * each test has of its own, Camunda's starter asks for one of its services once for each bean of
 * the application, and each time all jars are searched.
 */
final class RememberedServices extends ClassLoader {

  private static final String SERVICES = "META-INF/services/";

  private final Map<String, List<URL>> found = new ConcurrentHashMap<>();

  RememberedServices(ClassLoader parent) {
    super("remembered services", parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!name.startsWith(SERVICES)) {
      return super.getResources(name);
    }
    var known = found.get(name);
    if (known == null) {
      known = Collections.list(super.getResources(name));
      found.put(name, known);
    }
    return Collections.enumeration(known);
  }
}
