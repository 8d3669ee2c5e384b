/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.pages;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.IMessageResolver;

/** The words on the pages; a key without words is a fault, not a page with question marks. */
final class Messages implements IMessageResolver {
    /** Vietnamese first. */
    static final List<String> LANGUAGES = List.of("vi", "en");

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle("khue.samplelms.messages", locale, NO_FALLBACK);
    }

    @Override
    public String getName() {
        return "sample LMS";
    }

    @Override
    public Integer getOrder() {
        return 1;
    }

    @Override
    public String resolveMessage(ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
        Locale locale = context.getLocale();
        return new MessageFormat(bundle(locale).getString(key), locale).format(parameters);
    }

    @Override
    public String createAbsentMessageRepresentation(
            ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
        throw new IllegalStateException("no words for " + key);
    }
}
