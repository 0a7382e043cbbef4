"""The national day of each country, by its ISO 3166-1 code.

Source: The World Factbook, field "National holiday" (public domain); of several, the chief one. Compared with the
public holidays of 2024 to 2030 in the package holidays 0.109 (MIT): a day that is no holiday any more is left out.
Oman: its decree 15/2025. Countries whose day follows another calendar than the Gregorian are left out, such as Iran.
"""

from __future__ import annotations

from tracker.calendar.days import YearlyDay

SOURCE = "The World Factbook, “National holiday”"
_DAYS = """
AD 09-08  AE 12-02  AF 08-19  AG 11-01  AL 11-28  AM 09-21  AO 11-11  AR 05-25  AT 10-26  AU 01-26
AZ 05-28  BA 03-01  BB 11-30  BD 03-26  BE 07-21  BF 12-11  BG 03-03  BH 12-16  BI 07-01  BJ 08-01
BN 02-23  BO 08-06  BR 09-07  BS 07-10  BT 12-17  BW 09-30  BY 07-03  BZ 09-21  CA 07-01  CD 06-30
CF 12-01  CG 08-15  CH 08-01  CI 08-07  CL 09-18  CM 05-20  CN 10-01  CO 07-20  CR 09-15  CU 01-01
CV 07-05  CY 10-01  CZ 10-28  DE 10-03  DJ 06-27  DK 06-05  DM 11-03  DO 02-27  DZ 11-01  EC 08-10
EE 02-24  EG 07-23  ER 05-24  ES 10-12  FI 12-06  FJ 10-10  FM 11-03  FR 07-14  GA 08-17  GD 02-07
GE 05-26  GH 03-06  GM 02-18  GN 10-02  GQ 10-12  GR 03-25  GT 09-15  GW 09-24  GY 02-23  HN 09-15
HR 05-30  HT 01-01  HU 08-20  ID 08-17  IE 03-17  IN 01-26  IQ 10-03  IS 06-17  IT 06-02  JM 08-06
JO 05-25  JP 02-23  KE 12-12  KG 08-31  KH 11-09  KI 07-12  KM 07-06  KN 09-19  KP 09-09  KR 08-15
KW 02-25  KZ 10-25  LA 12-02  LB 11-22  LC 02-22  LI 08-15  LK 02-04  LR 07-26  LS 10-04  LT 02-16
LU 06-23  LV 11-18  LY 12-24  MA 07-30  MC 11-19  MD 08-27  ME 07-13  MG 06-26  MH 05-01  MK 08-02
ML 09-22  MM 01-04  MN 07-11  MR 11-28  MT 09-21  MU 03-12  MV 07-26  MW 07-06  MX 09-16  MY 08-31
MZ 06-25  NA 03-21  NE 12-18  NG 10-01  NI 09-15  NL 04-27  NO 05-17  NR 01-31  NZ 02-06  OM 11-20
PA 11-03  PE 07-28  PG 09-16  PH 06-12  PK 03-23  PL 05-03  PT 06-10  PY 05-14  QA 12-18  RO 12-01
RS 02-15  RU 06-12  RW 07-01  SA 09-23  SB 07-07  SC 06-29  SD 01-01  SE 06-06  SG 08-09  SI 06-25
SK 09-01  SL 04-27  SM 09-03  SN 04-04  SO 07-01  SR 11-25  SS 07-09  ST 07-12  SV 09-15  SY 04-17
SZ 09-06  TD 08-11  TG 04-27  TH 12-05  TJ 09-09  TL 11-28  TM 09-27  TN 03-20  TR 10-29  TT 08-31
TV 10-01  TZ 04-26  UA 08-24  UG 10-09  US 07-04  UY 08-25  UZ 09-01  VC 10-27  VE 07-05  VN 09-02
VU 07-30  WS 06-01  YE 05-22  ZA 04-27  ZM 10-24  ZW 04-18
"""


def _read() -> dict[str, YearlyDay]:
    words = _DAYS.split()
    return {
        code: YearlyDay(*(int(part) for part in day.split("-")))
        for code, day in zip(words[::2], words[1::2], strict=True)
    }


NATIONAL_DAYS = _read()
