package eu.ttc.grants.portal.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Reads JSON as it says it is: nothing is guessed, cut or turned into another type. */
@Configuration(proxyBeanMethods = false)
class StrictJson {

  @Bean
  JsonMapperBuilderCustomizer nothingIsGuessed() {
    return mapper ->
        mapper
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .changeDefaultNullHandling(
                nulls -> nulls.withOverrides(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
            .addModule(new SimpleModule().addDeserializer(String.class, new StorableText()));
  }

  /** Text that PostgreSQL can store: any but with the character 0. */
  private static final class StorableText extends StringDeserializer {

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      var token = parser.currentToken();
      if (token != null && (token.isNumeric() || token.isBoolean())) {
        return (String) context.handleUnexpectedToken(String.class, parser);
      }
      var text = super.deserialize(parser, context);
      if (text != null && text.indexOf('\0') >= 0) {
        return (String)
            context.handleWeirdStringValue(
                String.class, text, "must not hold the character U+0000");
      }
      return text;
    }
  }
}
