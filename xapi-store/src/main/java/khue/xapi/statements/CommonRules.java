/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import khue.xapi.model.Iri;
import khue.xapi.model.LanguageTag;
import khue.xapi.model.Uuids;

/**
 * The rules of the data types that many properties share.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#40-special-data-types-and-rules">Data 4</a>
 */
final class CommonRules {

    private CommonRules() {}

    static void iri(Place iri) {
        iri.isTextWith(Iri::isIri, Rule.IRI, "an absolute IRI");
    }

    static void uuid(Place uuid) {
        uuid.isTextWith(Uuids::isUuid, Rule.UUID, "a UUID in its standard form of 36 characters");
    }

    static void languageTag(Place tag) {
        tag.isTextWith(LanguageTag::isLanguageTag, Rule.LANGUAGE, "a language tag of RFC 5646");
    }

    // Data 4.2: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#42-language-maps
    static void languageMap(Place map) {
        if (!map.isObject()) {
            return;
        }
        map.eachProperty(entry -> {
            if (!LanguageTag.isLanguageTag(entry.name())) {
                entry.violates(Rule.LANGUAGE, "the key is not a language tag of RFC 5646");
            }
            entry.isText();
        });
    }

    // Data 4.1: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#41-extensions
    static void extensions(Place extensions) {
        if (!extensions.isObject()) {
            return;
        }
        extensions.eachProperty(extension -> {
            if (!Iri.isIri(extension.name())) {
                extension.violates(Rule.EXTENSION_KEY, "the key of an extension is an absolute IRI");
            }
        });
    }
}
