package org.masora.remote.paratext;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.masora.core.paratext.Role;
import org.masora.remote.paratext.changegroup.NodeId;

/** The answer to {@code listrepos}: XML, read without entities of its own making. */
final class RepositoryList {

    private static final int DEPTH_MAX = 16;

    private RepositoryList() {}

    /** What is collected of one project. */
    private static final class Draft {
        String shortName = "";
        String id = "";
        String baseId = "";
        String type = "";
        String tip = "";
        String user = "";
        String role = "";
        final List<Member> members = new ArrayList<>();

        void take(String element, String text) {
            switch (element) {
                case "proj" -> shortName = text;
                case "projid" -> id = text.toLowerCase(Locale.ROOT);
                case "baseprojid" -> baseId = text.toLowerCase(Locale.ROOT);
                case "projecttype" -> type = text;
                case "tipid" -> tip = text;
                case "name" -> user = text;
                case "role" -> role = text;
                case "user" -> member();
                default -> {}
            }
        }

        /** Of somebody without a name or a role nothing can be said. */
        private void member() {
            if (!user.isEmpty() && !role.isEmpty()) {
                members.add(new Member("", user, Role.of(role)));
            }
            user = "";
            role = "";
        }

        /** Without an id nothing can be asked about it. */
        Optional<SharedProject> done() {
            if (!NodeId.isNode(id)) {
                return Optional.empty();
            }
            String node = tip.split(" ", 2)[0].toLowerCase(Locale.ROOT);
            boolean nothing = !node.matches("[0-9a-f]{6,40}") || node.matches("0+");
            return Optional.of(new SharedProject(
                    shortName,
                    id,
                    Optional.of(baseId).filter(text -> !text.isEmpty()),
                    type,
                    nothing ? Optional.empty() : Optional.of(node),
                    members));
        }
    }

    static List<SharedProject> parse(byte[] xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
        List<SharedProject> projects = new ArrayList<>();
        Draft draft = new Draft();
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > DEPTH_MAX) {
                        throw new XMLStreamException("nested too deeply");
                    }
                    if (in.getLocalName().equals("repo")) {
                        draft = new Draft();
                    }
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS -> text.append(in.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (in.getLocalName().equals("repo")) {
                        draft.done().ifPresent(projects::add);
                    } else {
                        draft.take(in.getLocalName(), text.toString().strip());
                    }
                    text.setLength(0);
                }
                default -> {}
            }
        }
        return projects;
    }
}
