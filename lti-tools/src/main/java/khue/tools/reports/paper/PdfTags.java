/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.paper;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;

/**
 * What each piece of a PDF is, for whoever has it read aloud: a heading, a paragraph, a cell of a table.
 *
 * @see <a href="https://www.iso.org/standard/75839.html">ISO 32000-2, §14.7 and §14.8</a>
 */
final class PdfTags {

    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement document = new PDStructureElement(StandardStructureTypes.DOCUMENT, root);

    /** By page, the element of each of its pieces. */
    private final List<COSArray> pieces = new ArrayList<>();

    PdfTags(PDDocument pdf, String language) {
        root.appendKid(document);
        PDMarkInfo marked = new PDMarkInfo();
        marked.setMarked(true);
        pdf.getDocumentCatalog().setMarkInfo(marked);
        pdf.getDocumentCatalog().setStructureTreeRoot(root);
        pdf.getDocumentCatalog().setLanguage(language);
    }

    PDStructureElement add(String type) {
        return add(type, document);
    }

    PDStructureElement add(String type, PDStructureElement parent) {
        PDStructureElement element = new PDStructureElement(type, parent);
        parent.appendKid(element);
        return element;
    }

    PDStructureElement head(PDStructureElement row) {
        PDStructureElement head = add(StandardStructureTypes.TH, row);
        PDTableAttributeObject scope = new PDTableAttributeObject();
        scope.setScope(PDTableAttributeObject.SCOPE_COLUMN);
        head.addAttribute(scope);
        return head;
    }

    void begin(PDPage page) {
        page.setStructParents(pieces.size());
        pieces.add(new COSArray());
    }

    /** @return the number that the next piece of the page is marked with */
    int piece(PDPage page, PDStructureElement element) {
        COSArray ofPage = pieces.get(page.getStructParents());
        int number = ofPage.size();
        ofPage.add(element.getCOSObject());
        PDMarkedContentReference reference = new PDMarkedContentReference();
        reference.setPage(page);
        reference.setMCID(number);
        element.appendKid(reference);
        return number;
    }

    void finish() {
        COSArray numbers = new COSArray();
        for (int page = 0; page < pieces.size(); page++) {
            numbers.add(COSInteger.get(page));
            numbers.add(pieces.get(page));
        }
        COSDictionary tree = new COSDictionary();
        tree.setItem(COSName.NUMS, numbers);
        root.getCOSObject().setItem(COSName.PARENT_TREE, tree);
        root.setParentTreeNextKey(pieces.size());
    }
}
