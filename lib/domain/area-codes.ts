/**
 * The numbering plan of country code 1, as far as S3 needs it: which area codes are the United States, which are somebody else's, and
 * which belong to no place. Own tables, because the browser needs these few kilobytes and not a world of metadata.
 *
 * A code that stands in no table is refused: an unassigned code can become Canadian as easily as American. The test compares these
 * tables with the metadata of libphonenumber-js, so an upgrade of that development dependency tells us about new area codes.
 */
export type UsRegion = 'US' | 'PR' | 'VI' | 'GU' | 'MP' | 'AS';
export type Territory = Exclude<UsRegion, 'US'>;

function codes(list: string): readonly string[] {
  return list.trim().split(/\s+/);
}

/** Area codes in use in the 50 states and Washington, DC. */
export const usAreaCodes: ReadonlySet<string> = new Set(
  codes(`
    201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 220 223 224 225 227 228 229 231 234 235 239
    240 248 251 252 253 254 256 260 262 267 269 270 272 274 276 279 281 283 301 302 303 304 305 307 308 309 310 312
    313 314 315 316 317 318 319 320 321 323 324 325 326 327 329 330 331 332 334 336 337 339 341 346 347 350 351 352
    353 360 361 363 364 369 380 385 386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 424 425 430
    432 434 435 440 442 443 445 447 448 458 463 464 469 470 472 475 478 479 480 484 501 502 503 504 505 507 508 509
    510 512 513 515 516 517 518 520 530 531 534 539 540 541 551 557 559 561 562 563 564 567 570 571 572 573 574 575
    580 582 585 586 601 602 603 605 606 607 608 609 610 612 614 615 616 617 618 619 620 623 626 628 629 630 631 636
    640 641 645 646 650 651 656 657 659 660 661 662 667 669 678 680 681 682 686 689 701 702 703 704 706 707 708 712
    713 714 715 716 717 718 719 720 724 725 726 727 728 730 731 732 734 737 738 740 743 747 748 754 757 760 762 763
    765 769 770 771 772 773 774 775 779 781 785 786 801 802 803 804 805 806 808 810 812 813 814 815 816 817 818 820
    821 826 828 830 831 832 835 838 839 840 843 845 847 848 850 854 856 857 858 859 860 862 863 864 865 870 872 878
    901 903 904 906 907 908 909 910 912 913 914 915 916 917 918 919 920 925 928 929 930 931 934 936 937 938 940 941
    943 945 947 948 949 951 952 954 956 959 970 971 972 973 975 978 979 980 983 984 985 986 989
  `),
);

/** Numbers without a place that a phone may text; some are text-enabled, and the carrier says when one is not (M4). */
export const tollFreeCodes: ReadonlySet<string> = new Set(codes('800 833 844 855 866 877 888'));

/** The five inhabited territories: American, but a setting may leave them out (S3). */
export const territoryCodes: ReadonlyMap<string, Territory> = new Map<string, Territory>([
  ['787', 'PR'],
  ['939', 'PR'],
  ['340', 'VI'],
  ['671', 'GU'],
  ['670', 'MP'],
  ['684', 'AS'],
]);

export const territoryNames: Readonly<Record<Territory, string>> = {
  PR: 'Puerto Rico',
  VI: 'the U.S. Virgin Islands',
  GU: 'Guam',
  MP: 'the Northern Mariana Islands',
  AS: 'American Samoa',
};

const foreignPlaces: readonly (readonly [place: string, areaCodes: string])[] = [
  [
    'Canada',
    `
    204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514
    519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942
    600 622 633 644 655 677 688
    `,
  ],
  ['the Bahamas', '242'],
  ['Barbados', '246'],
  ['Anguilla', '264'],
  ['Antigua and Barbuda', '268'],
  ['the British Virgin Islands', '284'],
  ['the Cayman Islands', '345'],
  ['Bermuda', '441'],
  ['Grenada', '473'],
  ['the Turks and Caicos Islands', '649'],
  ['Jamaica', '658 876'],
  ['Montserrat', '664'],
  ['Sint Maarten', '721'],
  ['Saint Lucia', '758'],
  ['Dominica', '767'],
  ['Saint Vincent and the Grenadines', '784'],
  ['the Dominican Republic', '809 829 849'],
  ['Trinidad and Tobago', '868'],
  ['Saint Kitts and Nevis', '869'],
];

/** Area codes of the other countries that share country code 1, by the name a person knows them under. */
export const foreignAreaCodes: ReadonlyMap<string, string> = new Map(
  foreignPlaces.flatMap(([place, list]) => codes(list).map((code) => [code, place] as const)),
);

const specialKinds: readonly (readonly [kind: string, areaCodes: string])[] = [
  ['a premium-rate number', '900'],
  [
    'a personal “follow me” number',
    `500 521 522 523 524 525 526 527 528 529 532 533 535 538 542 543 544 545 546 547 549 550 552 553 554 556 566 569
     577 578 588 589`,
  ],
  ['a long-distance carrier’s service number', '700'],
  ['a federal government service number', '710'],
  ['an inbound international service number', '456'],
];

/** Codes that are American or shared, yet never a phone with a mobile plan, with what they are instead. */
export const specialAreaCodes: ReadonlyMap<string, string> = new Map(
  specialKinds.flatMap(([kind, list]) => codes(list).map((code) => [code, kind] as const)),
);
