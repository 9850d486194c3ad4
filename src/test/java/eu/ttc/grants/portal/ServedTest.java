package eu.ttc.grants.portal;

import eu.ttc.grants.testing.ModuleTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** A test that speaks HTTP with the running application on a free port, without an engine. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ModuleTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({People.class, Journey.class})
public @interface ServedTest {}
