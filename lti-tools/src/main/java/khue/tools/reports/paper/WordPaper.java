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
import org.apache.poi.xwpf.usermodel.Borders;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTFonts;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageSz;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTShd;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTbl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTblGrid;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTblGridCol;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTblPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTcPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STShd;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STTblLayoutType;

/** A paper as a Word document: A4 with the margins, letters and sizes of Decree 30/2020/NĐ-CP, appendix I. */
public final class WordPaper {

    private static final String LETTERS = "Times New Roman";
    private static final int TEXT = 13;
    private static final int TITLE = 14;
    private static final int SMALL = 11;
    private static final int FOOT = 8;
    private static final int QR_SIDE = 90;

    /** Twentieths of a point: A4, 30 mm on the left and 20 mm else, and the first line of a paragraph. */
    private static final long A4_WIDTH = 11906;

    private static final long A4_HEIGHT = 16838;
    private static final long LEFT = 1701;
    private static final long MARGIN = 1134;
    private static final long WIDTH = A4_WIDTH - LEFT - MARGIN;
    private static final int INDENT = 567;
    private static final int BELOW = 80;
    private static final int CELL_ABOVE = 40;
    private static final int CELL_BESIDE = 100;

    /** Of the head: who issues it, beside the country. */
    private static final long LEFT_SIDE = WIDTH * 42 / 100;

    private static final long AS_LONG_AS_THE_MOTTO = 3_300;
    private static final int SIDE = 12;
    private static final int RULE = 4;

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
        letters();
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

    /** What has no letters of its own, such as the number of a page, has those of the text. */
    private void letters() {
        CTFonts fonts = CTFonts.Factory.newInstance();
        fonts.setAscii(LETTERS);
        fonts.setHAnsi(LETTERS);
        fonts.setCs(LETTERS);
        document.createStyles().setDefaultFonts(fonts);
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
        XWPFTableCell issuer = top.getRow(0).getCell(0);
        centred(issuer.getParagraphs().get(0), paper.superior(), false, SIDE);
        centred(issuer.addParagraph(), paper.issuer(), true, SIDE);
        rule(issuer.addParagraph(), LEFT_SIDE, LEFT_SIDE / 3);
        centred(issuer.addParagraph(), paper.number(), false, TEXT);
        XWPFTableCell country = top.getRow(0).getCell(1);
        centred(country.getParagraphs().get(0), paper.country(), true, SIDE);
        centred(country.addParagraph(), paper.motto(), true, TEXT);
        rule(country.addParagraph(), WIDTH - LEFT_SIDE, AS_LONG_AS_THE_MOTTO);
        centred(country.addParagraph(), paper.placeAndDay(), false, TEXT)
                .getRuns()
                .get(0)
                .setItalic(true);
        centred(document.createParagraph(), "", false, TEXT);
        XWPFParagraph title = centred(document.createParagraph(), paper.title(), true, TITLE);
        outline(title, 0);
        centred(document.createParagraph(), paper.about(), true, TITLE);
        rule(document.createParagraph(), WIDTH, WIDTH / 4);
        centred(document.createParagraph(), "", false, TEXT);
    }

    private void foot() {
        document.createParagraph();
        XWPFTable foot = sideBySide();
        // A name on another page than its office would be signed for anything.
        foot.getRow(0).setCantSplitRow(true);
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
        } else if (block instanceof Block.Annex annex) {
            XWPFParagraph paragraph = centred(document.createParagraph(), annex.title(), true, TEXT);
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
        columns(
                drawn,
                table.widths().stream().map(percent -> WIDTH * percent / 100).toList());
        drawn.setCellMargins(CELL_ABOVE, CELL_BESIDE, CELL_ABOVE, CELL_BESIDE);
        for (int column = 0; column < table.heads().size(); column++) {
            fill(drawn.getRow(0).getCell(column), table.headCells().get(column), true);
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
        halves.removeBorders();
        // The country's name takes one line, and all of its part.
        halves.setCellMargins(0, 0, 0, 0);
        columns(halves, List.of(LEFT_SIDE, WIDTH - LEFT_SIDE));
        return halves;
    }

    /** Widths that hold in every program: some read them from the grid, some from the cells, and some make their own unless told not to. */
    private static void columns(XWPFTable table, List<Long> widths) {
        CTTbl drawn = table.getCTTbl();
        CTTblPr properties = drawn.getTblPr() == null ? drawn.addNewTblPr() : drawn.getTblPr();
        (properties.isSetTblLayout() ? properties.getTblLayout() : properties.addNewTblLayout())
                .setType(STTblLayoutType.FIXED);
        table.setWidth(Math.toIntExact(WIDTH));
        CTTblGrid grid = drawn.getTblGrid() == null ? drawn.addNewTblGrid() : drawn.getTblGrid();
        grid.setGridColArray(new CTTblGridCol[0]);
        widths.forEach(width -> grid.addNewGridCol().setW(BigInteger.valueOf(width)));
        for (XWPFTableRow row : table.getRows()) {
            for (int column = 0; column < widths.size(); column++) {
                row.getCell(column).setWidth(Long.toString(widths.get(column)));
            }
        }
    }

    /** A line of its own below a text, in the middle of so wide a part of the page. */
    private static void rule(XWPFParagraph paragraph, long part, long length) {
        int beside = Math.toIntExact((part - length) / 2);
        paragraph.setIndentationLeft(beside);
        paragraph.setIndentationRight(beside);
        paragraph.setSpacingBefore(BELOW / 2);
        paragraph.setBorderTop(Borders.SINGLE);
        run(paragraph, "", false, RULE);
    }

    private static XWPFParagraph centred(XWPFParagraph paragraph, String words, boolean bold, int size) {
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
