// The few words that the scripted model knows. Chinese ones that stand for a concept have two characters, since
// Chinese is matched by pairs of characters.

/** Words of both languages for one thing; English ones as stems (see terms.ts). */
export const concepts: Readonly<Record<string, readonly string[]>> = {
  address: ['addres', '地址'],
  calendar: ['calendar', 'schedul', '日历', '日程'],
  contribution: ['contribut', '缴费', '供款', '缴存'],
  course: ['cours', 'lesson', '课程'],
  currency: ['currenc', 'exchang', '汇率', '货币'],
  customer: ['customer', '客户', '顾客'],
  delivery: ['deliver', 'ship', '快递', '物流', '配送', '发货'],
  discount: ['discount', 'coupon', '折扣', '优惠'],
  distance: ['distanc', '距离'],
  email: ['email', 'mail', '邮件', '邮箱'],
  file: ['file', '文件'],
  flight: ['flight', 'airlin', '航班', '机票'],
  hotel: ['hotel', '酒店', '宾馆'],
  image: ['imag', 'pictur', 'photo', '图片', '照片'],
  insurance: ['insuranc', '保险'],
  inventory: ['inventor', '库存'],
  invoice: ['invoic', '发票'],
  joke: ['jok', '笑话'],
  loan: ['loan', 'mortgag', '贷款', '房贷'],
  math: ['math', 'arithmetic', 'expres', 'equat', 'formula', '算式', '公式', '运算'],
  meeting: ['meet', 'appoint', '会议', '开会'],
  movie: ['movi', 'film', '电影'],
  music: ['music', 'song', '音乐', '歌曲'],
  news: ['new', 'headlin', '新闻'],
  order: ['order', '订单', '下单'],
  payment: ['pay', '支付', '付款'],
  price: ['pric', 'cost', '价格', '价钱', '单价'],
  product: ['product', 'item', '商品', '产品'],
  recipe: ['recip', '菜谱', '食谱'],
  refund: ['refund', '退款', '退货'],
  reminder: ['remind', 'reminder', '提醒'],
  restaurant: ['restaurant', '餐厅', '饭店', '餐馆'],
  retirement: ['retir', 'pens', '退休', '养老'],
  route: ['rout', 'direct', 'navigat', '路线', '导航'],
  salary: ['salar', 'wage', '工资', '薪水'],
  score: ['scor', 'grade', '成绩', '分数'],
  share: ['stock', 'shar', '股票', '股价'],
  tax: ['tax', '税费', '税率', '个税'],
  temperature: ['temperatur', '温度', '气温'],
  ticket: ['ticket', '车票', '门票'],
  time: ['time', 'clock', '时间', '几点'],
  total: ['total', 'sum', '总价', '总额', '合计', '总计'],
  translation: ['translat', '翻译'],
  weather: ['weather', 'forecast', '天气', '预报', '下雨'],
}

/** Words that many functions have in common and that therefore tell little, as stems and pairs. */
export const generic: ReadonlySet<string> = new Set([
  ...['add', 'calculat', 'call', 'check', 'comput', 'creat', 'current', 'data', 'delet', 'detail', 'estimat', 'fetch'],
  ...['find', 'function', 'get', 'given', 'info', 'informat', 'input', 'list', 'look', 'lookup', 'make', 'mak', 'nam'],
  ...[
    'number',
    'perform',
    'provid',
    'quer',
    'read',
    'result',
    'return',
    'search',
    'send',
    'set',
    'show',
    'spec',
    'specifi',
  ],
  ...['str', 'tool', 'typ', 'updat', 'usag', 'user', 'valu', 'writ', '计算', '查询', '获取', '返回', '信息', '数据'],
  ...['结果', '系统', '函数', '工具', '指定', '当前', '用户', '根据', '数量', '类型', '进行', '使用', '提供', '输入'],
  ...['发送', '创建', '更新', '删除', '搜索', '名称', '参数', '内容'],
])

export const stopWords: ReadonlySet<string> = new Set(
  (
    'a about after again all also am an and any are as at back be been before but by can could did do does done each ' +
    'for from had has have he hello her here hey hi him his how i if in into is it its just let like may me might ' +
    'more most much must my new no not now of off on one only or other our out over please same she should so some ' +
    'such than thank thanks that the their them then there these they thing this those through to too two under up ' +
    'us very want was we were what when where which while who why will with would yes you your need needs tell give ' +
    'know good use using used based whether between per via want wants help'
  ).split(' '),
)

/** Characters that hold a Chinese sentence together; a pair with one of them is not a word that tells anything. */
export const functionCharacters: ReadonlySet<string> = new Set([
  ...'的了和与在是个这那一我你他她它们请帮吗呢吧啊把给被就都也很到从对为以及或等多少能会要想可什么怎样哪谁有没不',
  ...'说让使将并但而且所其之于又再去来上下好您',
])

/** Things that are spoken of by the name of a kind. */
export const kindsOfThings: readonly { readonly kinds: readonly string[]; readonly things: readonly string[] }[] = [
  { kinds: ['书籍', '图书'], things: ['小说', '教材', '课本', '词典', '字典', '杂志'] },
  { kinds: ['文具'], things: ['笔', '橡皮', '尺子', '本子', '笔记本'] },
  { kinds: ['电子产品', '数码产品'], things: ['手机', '电脑', '平板', '耳机', '相机', '键盘', '鼠标'] },
  { kinds: ['水果'], things: ['苹果', '香蕉', '橙子', '葡萄', '西瓜'] },
  { kinds: ['服装', '衣服'], things: ['衬衫', '裤子', '外套', '裙子'] },
  { kinds: ['book'], things: ['novel', 'textbook', 'dictionary', 'magazine'] },
  { kinds: ['stationery', 'stationary'], things: ['pen', 'pencil', 'notebook', 'eraser', 'ruler'] },
  { kinds: ['electronic', 'electronics'], things: ['phone', 'laptop', 'computer', 'tablet', 'headphone', 'camera'] },
  { kinds: ['fruit'], things: ['apple', 'banana', 'orange', 'grape'] },
]

/** How a message names what a choice spells in its own way. */
export const otherNames: readonly { readonly options: readonly string[]; readonly names: readonly string[] }[] = [
  {
    options: ['celsius', 'centigrade', 'metric', 'c', '°c', '℃', '摄氏', '摄氏度'],
    names: ['celsius', 'centigrade', '°c', '℃', '摄氏'],
  },
  {
    options: ['fahrenheit', 'imperial', 'f', '°f', '℉', '华氏', '华氏度'],
    names: ['fahrenheit', '°f', '℉', '华氏'],
  },
  { options: ['usd', '$', 'us dollar', '美元'], names: ['dollar', '美元'] },
  { options: ['eur', '€', 'euro', '欧元'], names: ['euro', '€', '欧元'] },
  { options: ['cny', 'rmb', '¥', '人民币'], names: ['yuan', 'rmb', '人民币'] },
]

/** Nouns that are counted in a message without being goods. */
export const notThings: ReadonlySet<string> = new Set(
  'question favor favour moment lot bit few 问题 订单 忙 总价 建议 例子 方案 计划 程序 函数 句子 字 词'.split(' '),
)

/** What else stands after `in`, `at` or `for` with a capital. */
export const notPlaces: ReadonlySet<string> = new Set(
  (
    'Celsius Fahrenheit Kelvin English Chinese French German Japanese Spanish January February March April May June ' +
    'July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday ' +
    'Christmas Easter I'
  ).split(' '),
)

export const places: readonly string[] = [
  ...['Amsterdam', 'Bangkok', 'Barcelona', 'Beijing', 'Berlin', 'Boston', 'Chicago', 'Delhi', 'Dubai', 'Guangzhou'],
  ...['Hangzhou', 'Hong Kong', 'Istanbul', 'London', 'Los Angeles', 'Madrid', 'Melbourne', 'Moscow', 'Mumbai'],
  ...['Munich', 'New York', 'Osaka', 'Paris', 'Rome', 'San Francisco', 'Seattle', 'Seoul', 'Shanghai', 'Shenzhen'],
  ...['Singapore', 'Sydney', 'Taipei', 'Tokyo', 'Toronto', 'Vienna', 'Zurich'],
  ...['北京', '上海', '广州', '深圳', '杭州', '南京', '成都', '重庆', '武汉', '西安', '天津', '苏州', '长沙', '青岛'],
  ...['厦门', '大连', '昆明', '香港', '澳门', '台北', '东京', '大阪', '首尔', '曼谷', '新加坡', '纽约', '旧金山'],
  ...['洛杉矶', '伦敦', '巴黎', '柏林', '罗马', '马德里', '莫斯科', '悉尼', '迪拜', '多伦多'],
]
