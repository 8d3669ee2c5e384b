/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.paper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import org.apache.poi.common.usermodel.PictureType;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.util.Units;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageSz;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTShd;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTcPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STShd;

/** A paper as a Word document: A4 with the margins, letters and sizes of Decree 30/2020/NĐ-CP, appendix I. */
public final class WordPaper {

    private static final String LETTERS = "Times New Roman";
    private static final String CODE_LETTERS = "Courier New";
    private static final int TEXT = 13;
    private static final int TITLE = 14;
    private static final int SMALL = 11;
    private static final int CODE = 8;
    private static final int FOOT = 8;
    private static final int QR_SIDE = 90;

    /** Twentieths of a point: A4, 30 mm on the left and 20 mm else, and the first line of a paragraph. */
    private static final long A4_WIDTH = 11906;

    private static final long A4_HEIGHT = 16838;
    private static final long LEFT = 1701;
    private static final long MARGIN = 1134;
    private static final int INDENT = 567;
    private static final int BELOW = 80;

    private final XWPFDocument document;
    private final Paper paper;

    private WordPaper(XWPFDocument document, Paper paper) {
        this.document = document;
        this.paper = paper;
    }

    public static void write(Paper paper, OutputStream out) throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            new WordPaper(document, paper).write();
            document.write(out);
        }
    }

    private void write() throws IOException {
        document.getProperties().getCoreProperties().setTitle(paper.title() + ": " + paper.about());
        document.getProperties().getCoreProperties().setCreator(paper.issuer());
        page();
        head();
        for (Block block : paper.blocks()) {
            if (block instanceof Block.Annex) {
                // The signature stands below the text; what follows proves it.
                foot();
            }
            block(block);
        }
        if (paper.blocks().stream().noneMatch(Block.Annex.class::isInstance)) {
            foot();
        }
        proof();
    }

    private void page() {
        CTSectPr section = document.getDocument().getBody().addNewSectPr();
        CTPageSz size = section.addNewPgSz();
        size.setW(BigInteger.valueOf(A4_WIDTH));
        size.setH(BigInteger.valueOf(A4_HEIGHT));
        CTPageMar margins = section.addNewPgMar();
        margins.setLeft(BigInteger.valueOf(LEFT));
        margins.setRight(BigInteger.valueOf(MARGIN));
        margins.setTop(BigInteger.valueOf(MARGIN));
        margins.setBottom(BigInteger.valueOf(MARGIN));
        // The first page has no number.
        document.createHeader(HeaderFooterType.FIRST);
        XWPFParagraph number = document.createHeader(HeaderFooterType.DEFAULT).createParagraph();
        number.setAlignment(ParagraphAlignment.CENTER);
        number.getCTP().addNewFldSimple().setInstr("PAGE");
        for (HeaderFooterType where : List.of(HeaderFooterType.FIRST, HeaderFooterType.DEFAULT)) {
            XWPFParagraph below = document.createFooter(where).createParagraph();
            below.setAlignment(ParagraphAlignment.CENTER);
            run(below, paper.proof().foot(), false, FOOT);
        }
    }

    private void head() {
        XWPFTable top = sideBySide();
        lines(top.getRow(0).getCell(0), List.of(paper.superior(), paper.issuer(), paper.number()), 1, 1);
        lines(top.getRow(0).getCell(1), List.of(paper.country(), paper.motto(), paper.placeAndDay()), 0, 1);
        top.getRow(0).getCell(1).getParagraphs().get(2).getRuns().get(0).setItalic(true);
        centred("", false, TEXT);
        XWPFParagraph title = centred(paper.title(), true, TITLE);
        outline(title, 0);
        centred(paper.about(), true, TITLE);
        centred("", false, TEXT);
    }

    private void foot() {
        XWPFTable foot = sideBySide();
        XWPFTableCell recipients = foot.getRow(0).getCell(0);
        for (int i = 0; i < paper.recipients().size(); i++) {
            XWPFParagraph paragraph = i == 0 ? recipients.getParagraphs().get(0) : recipients.addParagraph();
            XWPFRun run = run(paragraph, paper.recipients().get(i), i == 0, i == 0 ? 12 : SMALL);
            run.setItalic(i == 0);
        }
        XWPFTableCell signed = foot.getRow(0).getCell(1);
        int last = paper.signed().size() - 1;
        for (int i = 0; i <= last; i++) {
            XWPFParagraph paragraph = i == 0 ? signed.getParagraphs().get(0) : signed.addParagraph();
            paragraph.setAlignment(ParagraphAlignment.CENTER);
            boolean middle = i > 0 && i < last;
            run(paragraph, paper.signed().get(i), !middle, TEXT).setItalic(middle);
        }
    }

    private void proof() throws IOException {
        for (String line : paper.proof().lines()) {
            run(document.createParagraph(), line, false, SMALL);
        }
        if (paper.proof().address().isPresent()) {
            String address = paper.proof().address().get();
            byte[] png = QrPixels.of(address).png();
            try {
                document.createParagraph()
                        .createRun()
                        .addPicture(
                                new ByteArrayInputStream(png),
                                PictureType.PNG,
                                address,
                                Units.toEMU(QR_SIDE),
                                Units.toEMU(QR_SIDE));
            } catch (InvalidFormatException impossible) {
                throw new IOException(impossible);
            }
        }
    }

    private void block(Block block) {
        if (block instanceof Block.Heading heading) {
            XWPFParagraph paragraph = document.createParagraph();
            paragraph.setSpacingBefore(BELOW * 2);
            paragraph.setKeepNext(true);
            outline(paragraph, heading.level());
            run(paragraph, heading.words(), true, heading.level() == 3 ? 12 : TEXT);
        } else if (block instanceof Block.Words words) {
            XWPFParagraph paragraph = document.createParagraph();
            paragraph.setAlignment(ParagraphAlignment.BOTH);
            paragraph.setIndentationFirstLine(INDENT);
            paragraph.setSpacingAfter(BELOW);
            run(paragraph, words.words(), false, TEXT);
        } else if (block instanceof Block.Code code) {
            XWPFRun run = null;
            XWPFParagraph paragraph = document.createParagraph();
            for (String line : code.text().split("\n")) {
                if (run != null) {
                    run.addBreak();
                }
                run = run(paragraph, line, false, CODE);
                run.setFontFamily(CODE_LETTERS);
            }
        } else if (block instanceof Block.Annex annex) {
            XWPFParagraph paragraph = centred(annex.title(), true, TEXT);
            paragraph.setPageBreak(true);
            outline(paragraph, 1);
        } else if (block instanceof Block.Table table) {
            table(table);
        }
    }

    private void table(Block.Table table) {
        XWPFParagraph caption = document.createParagraph();
        caption.setSpacingBefore(BELOW);
        caption.setKeepNext(true);
        run(caption, table.caption(), false, 12).setItalic(true);
        XWPFTable drawn =
                document.createTable(table.rows().size() + 1, table.heads().size());
        drawn.setWidth("100%");
        for (int column = 0; column < table.heads().size(); column++) {
            fill(drawn.getRow(0).getCell(column), Block.Cell.of(table.heads().get(column)), true);
            drawn.getRow(0).getCell(column).setWidth(table.widths().get(column) + "%");
        }
        drawn.getRow(0).setRepeatHeader(true);
        for (int i = 0; i < table.rows().size(); i++) {
            Block.Row row = table.rows().get(i);
            drawn.getRow(i + 1).setCantSplitRow(true);
            for (int column = 0; column < row.cells().size(); column++) {
                fill(drawn.getRow(i + 1).getCell(column), row.cells().get(column), row.total());
            }
        }
        document.createParagraph();
    }

    private static void fill(XWPFTableCell cell, Block.Cell content, boolean bold) {
        XWPFParagraph paragraph = cell.getParagraphs().get(0);
        paragraph.setAlignment(content.number() ? ParagraphAlignment.RIGHT : ParagraphAlignment.LEFT);
        run(paragraph, content.words(), bold, SMALL);
        if (content.suppressed()) {
            CTTcPr properties = cell.getCTTc().isSetTcPr()
                    ? cell.getCTTc().getTcPr()
                    : cell.getCTTc().addNewTcPr();
            CTShd hatched = properties.addNewShd();
            hatched.setVal(STShd.THIN_DIAG_STRIPE);
            hatched.setColor("BFBFBF");
            hatched.setFill("FFFFFF");
        }
    }

    /** Two parts of the page without lines around them. */
    private XWPFTable sideBySide() {
        XWPFTable halves = document.createTable(1, 2);
        halves.setWidth("100%");
        halves.removeBorders();
        halves.getRow(0).getCell(0).setWidth("42%");
        halves.getRow(0).getCell(1).setWidth("58%");
        return halves;
    }

    /** Paragraphs in the middle of a cell, those from the first to the last bold one bold. */
    private static void lines(XWPFTableCell cell, List<String> words, int firstBold, int lastBold) {
        for (int i = 0; i < words.size(); i++) {
            XWPFParagraph paragraph = i == 0 ? cell.getParagraphs().get(0) : cell.addParagraph();
            paragraph.setAlignment(ParagraphAlignment.CENTER);
            run(paragraph, words.get(i), i >= firstBold && i <= lastBold, 12);
        }
    }

    private XWPFParagraph centred(String words, boolean bold, int size) {
        XWPFParagraph paragraph = document.createParagraph();
        paragraph.setAlignment(ParagraphAlignment.CENTER);
        run(paragraph, words, bold, size);
        return paragraph;
    }

    /** What is a heading is one to whoever goes from heading to heading, too. */
    private static void outline(XWPFParagraph paragraph, int level) {
        CTPPr properties = paragraph.getCTP().isSetPPr()
                ? paragraph.getCTP().getPPr()
                : paragraph.getCTP().addNewPPr();
        properties.addNewOutlineLvl().setVal(BigInteger.valueOf(level));
    }

    private static XWPFRun run(XWPFParagraph paragraph, String words, boolean bold, int size) {
        XWPFRun run = paragraph.createRun();
        run.setText(words);
        run.setBold(bold);
        run.setFontFamily(LETTERS);
        run.setFontSize(size);
        return run;
    }
}
