// The icons of the interface. One list: an icon that a template names must stand here (tests/site/test_assets.py).

// Outline icons of @tabler/icons, by their names there.
export const outline = [
  "alert-circle", "alert-triangle", "archive", "arrow-back-up", "arrow-down", "arrow-right", "arrow-up", "bell",
  "bookmark", "building", "building-bank", "building-factory-2", "bulb", "calendar", "calendar-event", "camera",
  "chart-bar", "check", "checkbox", "chevron-down", "chevron-left", "chevron-right", "circle-check", "circle-dashed",
  "clock", "cloud-off", "columns-3", "dots", "download", "eye", "file-certificate", "file-text", "filter", "flag",
  "gift", "grip-vertical", "history", "home", "id", "keyboard", "language", "layout-kanban", "layout-rows",
  "layout-sidebar-left-collapse", "list", "list-numbers", "lock", "logout", "mail", "mail-down", "mail-off",
  "mail-up", "map-2", "map-pin", "map-pin-question", "menu-2", "message", "messages", "minus", "moon", "note",
  "paperclip", "pencil", "phone", "photo", "pin", "pinned-off", "plane", "plane-arrival", "plane-departure",
  "player-pause", "plus", "printer", "refresh", "replace", "restore", "rotate", "scale", "search", "settings", "sun",
  "tag", "upload", "user", "user-share", "users", "users-group", "video", "world", "writing-sign", "x",
];

// Statuses of an agreement, drawn at 14 px. Colours come from where they are used; a tick in a disc is a hole in it.
export const status = {
  "draft": '<circle cx="7" cy="7" r="5.5" stroke-dasharray="2.1 2.1"/>',
  "in-review": '<circle cx="7" cy="7" r="5.5"/><path fill="currentColor" stroke="none" d="M7 3.5a3.5 3.5 0 0 1 0 7z"/>',
  "returned": '<circle cx="7" cy="7" r="5.5"/><path d="M9.5 8.5V7a1 1 0 0 0-1-1H4.800M6.200 4.400 4.600 6l1.600 1.600"/>',
  "approved": '<circle cx="7" cy="7" r="5.5"/><path d="m4.700 7.200 1.600 1.600 3-3.300"/>',
  "at-region": '<path d="M1.500 12.500h11M3 12V6.500m2.700 5.500V6.500m2.700 5.500V6.500M11 12V6.500M1.500 5.500 7 2l5.500 3.500z"/>',
  "consented": '<path d="m1 7.500 2.600 2.700L8.500 4.500M6.800 9.600l.7.700L13 4.500"/>',
  "signed": '<path d="M2 10.500 9.500 3l2 2L4 12.500l-2.500.500zM8 4.500l2 2"/>',
  "in-force": '<path fill="currentColor" fill-rule="evenodd" stroke="none"'
    + ' d="M7 1a6 6 0 1 0 0 12A6 6 0 0 0 7 1Zm-3.100 6.800 1.130-1.130 1.140 1.140 2.750-3.010 1.180 1.080-3.890 4.250z"/>',
  "suspended": '<circle cx="7" cy="7" r="5.500"/><path d="M5.700 5v4M8.300 5v4"/>',
  "expired": '<circle cx="7" cy="7" r="5.500"/><path d="M7 4v3.200l2 1.300"/>',
  "terminated": '<circle cx="7" cy="7" r="5.500"/><path d="m5 5 4 4m0-4L5 9"/>',
  "superseded": '<path d="M2 4.500h8.500M8.500 2.500l2 2-2 2M12 9.500H3.500m2-2-2 2 2 2"/>',
  "cancelled": '<circle cx="7" cy="7" r="5.500" stroke-dasharray="2.1 2.1"/><path d="m3.500 10.500 7-7"/>',
};

// Stages: a ring filled by n ninths.
const ROUND = 34.56;
export const rings = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [
  n,
  '<circle cx="7" cy="7" r="5.5" opacity=".35"/>' + (n === 0 ? "" :
    `<circle cx="7" cy="7" r="5.5" stroke-width="2.6" stroke-linecap="butt" transform="rotate(-90 7 7)"`
    + ` stroke-dasharray="${(ROUND * n / 9).toFixed(2)} 40"/>`),
]));
