/** Documents of a company that there is not, and questions whose answer stands in one of them. */
export const documents = {
  leave:
    'Employees have 25 days of paid annual leave a year. Up to five days that were not taken move to the next year and expire at the end of March. Leave is requested in the staff portal at least two weeks ahead and approved by the team lead.',
  expenses:
    'Travel expenses are refunded within ten working days. Keep the receipts: without a receipt only meals below 15 euros are refunded. Train tickets are booked second class; flights under three hours are not covered.',
  security:
    'Passwords have at least fourteen characters and are kept in the password manager. A lost laptop is reported to the security desk within one hour. Two-factor authentication is required for mail and for the source code.',
  api: 'The API allows 600 requests a minute for each key. When the limit is exceeded the server answers with status 429 and the header Retry-After. Call createSession first; its token expires after 30 minutes.',
  returns:
    'Customers may return a product within thirty days if it is unused and in its original package. Refunds go back to the card that was charged. Opened software and gift cards cannot be returned.',
  machine:
    'Descale the coffee machine every two months. Fill the tank with water and one bag of descaling powder, press both buttons for five seconds, and rinse three times. The red light means that the tray is full.',
  zhLeave:
    '员工每年享有十五天带薪年假。未休完的年假可以结转到下一年度，最多结转五天。请假需提前三个工作日在系统中提交申请，由直属上级审批。病假需要提供医院开具的证明。',
  zhRefund:
    '商品签收后七天内可以无理由退货，退回的商品必须保持包装完好。退款将在仓库收到商品后五个工作日内原路返回。定制商品和生鲜食品不支持退货。',
  zhAccount:
    '忘记密码时，请在登录页面点击“重置密码”，系统会向注册手机发送六位验证码。验证码十分钟内有效。连续输错五次，账号将被锁定半小时。',
  zhInvoice:
    '电子发票可以在订单详情页下载。开具增值税专用发票需要填写公司名称、税号、地址和开户银行。发票开具后如信息有误，请在当月联系客服作废重开。',
  zhServer:
    '数据库每天凌晨两点自动备份，备份文件保留三十天。服务器磁盘使用率超过百分之八十时会发送告警邮件。恢复备份前必须先停止写入服务。',
  zhTravel:
    '出差住宿标准为一线城市每晚六百元，其他城市每晚四百元。高铁可乘坐二等座，超过六小时可以选择飞机经济舱。报销须在返回后两周内提交，并附上原始票据。',
  parking:
    'Visitors park on the second floor of the garage. A badge is needed for the gate; request one from the front desk a day ahead. Parking without a badge costs 15 euros a day.',
  webhooks:
    'A webhook request that is not answered within ten seconds is repeated three times, after one, five and thirty minutes. Each request is signed with the key of the account. Old keys expire after a day.',
  zhTraining:
    '新员工入职后一个月内完成安全培训和考试，考试八十分及格。未通过的员工可以在两周后补考一次。培训资料可以在系统中下载。',
  zhMeeting:
    '会议室需提前一天在系统中预订，每次最多预订四小时。超过十五分钟无人到场，预订自动取消。大会议室须由部门负责人审批。',
} as const

type Name = keyof typeof documents

export const questions: readonly (readonly [question: string, answer: Name])[] = [
  ['How many vacation days of annual leave do I get?', 'leave'],
  ['When do leave days expire that I did not take?', 'leave'],
  ['Who approves my leave request?', 'leave'],
  ['Is a meal refunded without a receipt?', 'expenses'],
  ['Can I book a flight?', 'expenses'],
  ['I have lost my laptop', 'security'],
  ['How long must a password be?', 'security'],
  ['What does status 429 mean?', 'api'],
  ['create session token lifetime', 'api'],
  ['rate limiting of requests per minute', 'api'],
  ['Can gift cards be sent back?', 'returns'],
  ['returning an unused product', 'returns'],
  ['Why is the red light on?', 'machine'],
  ['cleaning the coffee maker', 'machine'],
  ['年假有几天？', 'zhLeave'],
  ['没休完的假期能留到明年吗', 'zhLeave'],
  ['生病请假要什么材料', 'zhLeave'],
  ['退款多久到账？', 'zhRefund'],
  ['生鲜可以退吗', 'zhRefund'],
  ['如何重置密码', 'zhAccount'],
  ['验证码收到后多久失效', 'zhAccount'],
  ['怎么开专用发票', 'zhInvoice'],
  ['发票抬头写错了怎么办', 'zhInvoice'],
  ['备份保存多长时间', 'zhServer'],
  ['磁盘快满了会通知吗', 'zhServer'],
  ['出差住酒店可以花多少钱', 'zhTravel'],
  ['坐飞机能报销吗', 'zhTravel'],
  ['机票和高铁的标准', 'zhTravel'],
  ['Where do guests leave their car?', 'parking'],
  ['How often is a webhook repeated?', 'webhooks'],
  ['安全考试没通过怎么办', 'zhTraining'],
  ['会议室可以订多久', 'zhMeeting'],
  // Without a word in common; two of them across languages. Only embeddings find these.
  ['holiday entitlement', 'leave'],
  ['throttling', 'api'],
  ['decalcification of the espresso maker', 'machine'],
  ['笔记本电脑丢了', 'security'],
  ['backup retention', 'zhServer'],
]

/** Questions about something else. */
export const offTopic = [
  'What is the capital of Mongolia?',
  'quantum chromodynamics lecture',
  '推荐一部科幻电影',
  '光合作用的原理',
]
