/** Something the shop sells. `price` is in EUR, as a decimal string. */
export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly price: string;
  readonly stock: number;
}

const rows: [sku: string, name: string, category: string, price: string, stock: number][] = [
  ['00101', 'Bench chisel 6 mm', 'Chisels', '18.90', 120],
  ['00102', 'Bench chisel 12 mm', 'Chisels', '19.90', 96],
  ['00103', 'Bench chisel 25 mm', 'Chisels', '24.50', 64],
  ['00104', 'Mortise chisel 8 mm', 'Chisels', '32.00', 41],
  ['00105', 'Mortise chisel 10 mm', 'Chisels', '34.00', 38],
  ['00106', 'Set of six chisels in a roll', 'Chisels', '129.00', 17],
  ['00201', 'Dovetail saw', 'Saws', '59.00', 22],
  ['00202', 'Tenon saw', 'Saws', '72.50', 19],
  ['00203', 'Coping saw', 'Saws', '21.40', 55],
  ['00204', 'Flush-cut saw', 'Saws', '27.80', 33],
  ['00301', 'Block plane', 'Planes', '84.00', 26],
  ['00302', 'Smoothing plane No. 4', 'Planes', '149.00', 12],
  ['00303', 'Jack plane No. 5', 'Planes', '169.00', 9],
  ['00304', 'Spokeshave', 'Planes', '44.90', 31],
  ['00401', 'Marking gauge', 'Measuring', '29.90', 48],
  ['00402', 'Mortise gauge', 'Measuring', '39.90', 27],
  ['00403', 'Combination square 300 mm', 'Measuring', '36.00', 44],
  ['00404', 'Sliding bevel', 'Measuring', '23.50', 52],
  ['00405', 'Carpenter’s pencil, box of ten', 'Measuring', '7.90', 240],
  ['00501', 'Beech mallet', 'Striking', '26.00', 37],
  ['00502', 'Dead-blow hammer', 'Striking', '31.50', 29],
  ['00601', 'Bar clamp 600 mm', 'Clamps', '22.90', 88],
  ['00602', 'Spring clamps, set of four', 'Clamps', '12.40', 130],
  ['00701', 'Sharpening stone 1000/3000', 'Sharpening', '48.00', 35],
  ['00702', 'Honing guide', 'Sharpening', '16.90', 60],
];

export const products: readonly Product[] = rows.map(([sku, name, category, price, stock], index) => ({
  id: `prd_${String(index + 1).padStart(3, '0')}`,
  sku,
  name,
  category,
  price,
  stock,
}));
