/** First three digits of the ZIP codes of each state, territory and kind of military mail (USPS Publication 65, L002). */
const ranges = `
NY 005 063 100-149
PR 006-007 009
VI 008
MA 010-027 055
RI 028-029
NH 030-038
ME 039-049
VT 050-054 056-059
CT 060-069
NJ 070-089
AE 090-098
PA 150-196
DE 197-199
DC 200 202-205 569
VA 201 220-246
MD 206-212 214-219
WV 247-268
NC 270-289
SC 290-299
GA 300-319 398-399
FL 320-339 341-342 344 346-347 349
AA 340
AL 350-352 354-369
TN 370-385
MS 386-397
KY 400-418 420-427
OH 430-459
IN 460-479
MI 480-499
IA 500-516 520-528
WI 530-532 534-535 537-549
MN 550-551 553-567
SD 570-577
ND 580-588
MT 590-599
IL 600-620 622-629
MO 630-631 633-641 644-658
KS 660-662 664-679
NE 680-681 683-693
LA 700-701 703-708 710-714
AR 716-729
OK 730-731 734-741 743-749
TX 733 750-770 772-799 885
CO 800-816
WY 820-831
ID 832-838
UT 840-847
AZ 850-853 855-857 859-860 863-865
NM 870-871 873-884
NV 889-891 893-895 897-898
CA 900-908 910-928 930-961
AP 962-966
HI 967-968
AS 967
GU 969
MP 969
PW 969
FM 969
MH 969
OR 970-979
WA 980-986 988-994
AK 995-999
`

/**
 * States that such ZIP codes are seen with as well: single ones reach over a border, and military mail used to name the state of its
 * port. A neighbour too many does less harm than a warning on a right address.
 */
const overBorders = `
028 MA
035 ME
038 ME
057 NY
063 NY
090 NY
091 NY
092 NY
093 NY
094 NY
095 NY
096 NY
097 NY
098 NY
200 MD VA
201 WV
202 MD VA
203 MD VA
204 MD VA
205 MD VA
245 NC
246 WV
265 PA
268 VA
285 VA
297 NC
307 TN
317 FL
319 AL
340 FL
368 GA
373 GA
376 VA
377 VA KY
380 MS
383 MS KY
385 AL
386 TN
387 AR
388 AL TN
397 AL
420 TN
421 TN
422 TN
426 TN
452 KY IN
457 WV
499 WI
510 SD NE
511 SD NE
512 SD
513 MN
515 NE
516 MO
525 MO
526 MO
527 IL
540 MN
545 MI
548 MN
560 IA
561 SD IA
562 SD
565 ND
567 ND
570 MN NE IA
572 MN ND
573 NE
574 ND
576 ND
577 MT WY NE ND
580 MN SD
582 MN
584 SD
585 SD
586 SD MT
590 WY
592 ND
593 ND WY SD
598 ID
613 IA
622 MO
624 IN
636 IL
644 KS
645 NE IA
648 KS OK AR
656 AR
657 AR
660 MO
665 NE
667 MO
669 NE
673 OK
675 NE
677 CO NE
678 OK
679 OK CO
683 KS
687 SD
689 KS
690 CO KS
691 CO
692 SD
693 SD WY
704 MS
705 TX
707 MS
710 TX AR
712 MS AR
717 LA
718 TX OK LA
719 OK
723 MO TN MS
724 MO
725 MO
726 MO
727 OK MO
729 OK
739 TX KS NM
740 KS
743 MO KS
746 KS
747 TX AR
749 AR
755 AR OK
756 LA
762 OK
790 OK
791 OK
798 NM
799 NM
807 NE KS
808 KS
810 KS
811 NM
813 NM UT
814 UT
816 UT
820 CO
822 NE
823 CO
827 SD MT
828 MT
829 UT
830 ID
831 ID UT
833 NV UT
834 WY MT
835 WA OR
838 WA MT
840 WY ID
843 ID
845 AZ CO
847 AZ NV
860 UT
864 NV CA
865 NM UT
873 AZ
874 CO
880 TX
881 TX
882 TX
884 TX CO OK
890 CA AZ UT
894 CA OR
898 ID UT
922 AZ
935 NV
960 OR
961 NV
962 CA
963 CA
964 CA
965 CA
966 CA
973 ID
976 CA
978 ID WA
979 ID NV
990 ID
991 ID
993 OR
994 ID OR
`

/** For each first three digits the states of such ZIP codes, the main one first; empty where none are given out. */
const states: readonly (readonly string[])[] = tabulate()

function tabulate(): readonly (readonly string[])[] {
  const table: string[][] = Array.from({ length: 1000 }, () => [])
  for (const [state = '', ...spans] of lines(ranges)) {
    for (const span of spans) {
      const [first = 0, last = first] = span.split('-').map(Number)
      for (let prefix = first; prefix <= last; prefix += 1) table[prefix]?.push(state)
    }
  }
  for (const [prefix = '', ...more] of lines(overBorders)) table[Number(prefix)]?.push(...more)
  return table
}

function lines(text: string): readonly (readonly string[])[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
}

/** The state that a ZIP code of five or nine digits belongs to when it is not this one; undefined when they agree or nobody can say. */
export function otherStateOf(zip: string, state: string): string | undefined {
  const known = states[100 * zip.charCodeAt(0) + 10 * zip.charCodeAt(1) + zip.charCodeAt(2) - 111 * zero]
  const main = known?.[0]
  return main === undefined || main === state || known?.includes(state) === true ? undefined : main
}

const zero = 48
