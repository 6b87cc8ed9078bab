package org.masora.hub.paratext;

/** What can be asked of the stand-in. */
public enum Endpoint {
    SERVICE,
    TOKEN,
    AUTHORIZE,
    USERINFO,
    PROJECTS,
    PROJECT,
    MEMBERS,
    LICENSES,
    LISTREPOS,
    LISTNAMES,
    PROJREVHIST,
    PULLBUNDLE,
    PULLBUNDLEFINISH,
    PUSHBUNDLE,
    LOCKREPO,
    UNLOCKREPO,
    GETFILE,
    CREATEREPO
}
