// The names that institutions go by in both languages, a line each; the first name is the key. What
// begins with ">" is the institution that this one is part of: a paper of the branch counts for both,
// and who asks for the branch gets the branch alone.
export const INSTITUTION_NAMES = `
Tsinghua University|清华大学|清华|Tsinghua|THU|Qinghua University
Tsinghua Shenzhen International Graduate School|清华大学深圳国际研究生院|清华深圳国际研究生院|Tsinghua SIGS|Tsinghua University Shenzhen International Graduate School|Shenzhen International Graduate School, Tsinghua University|>Tsinghua University
Institute for AI Industry Research|清华大学智能产业研究院|清华智能产业研究院|AIR, Tsinghua University|AIR Tsinghua|>Tsinghua University
Peking University|北京大学|北大|PKU|Beijing University
Peking University Shenzhen Graduate School|北京大学深圳研究生院|北大深圳研究生院|北大深研院|PKU Shenzhen|>Peking University
Zhejiang University|浙江大学|浙大|ZJU
Shanghai Jiao Tong University|上海交通大学|上海交大|上交|SJTU|Shanghai Jiaotong University
Fudan University|复旦大学|复旦|Fudan
Nanjing University|南京大学|南大|NJU
Nanjing University of Science and Technology|南京理工大学|南理工|NJUST
University of Science and Technology of China|中国科学技术大学|中国科大|中科大|USTC
Chinese Academy of Sciences|中国科学院|中科院|CAS
University of Chinese Academy of Sciences|中国科学院大学|国科大|UCAS|>Chinese Academy of Sciences
Institute of Computing Technology, Chinese Academy of Sciences|中国科学院计算技术研究所|中科院计算所|中科院计算技术研究所|计算技术研究所|ICT, CAS|>Chinese Academy of Sciences
Institute of Information Engineering, Chinese Academy of Sciences|中国科学院信息工程研究所|中科院信工所|>Chinese Academy of Sciences
Institute of Software, Chinese Academy of Sciences|中国科学院软件研究所|中科院软件所|>Chinese Academy of Sciences
Shenzhen Institutes of Advanced Technology|中国科学院深圳先进技术研究院|中科院深圳先进院|深圳先进技术研究院|SIAT|Shenzhen Institute of Advanced Technology|>Chinese Academy of Sciences
Academy of Mathematics and Systems Science|中国科学院数学与系统科学研究院|AMSS|>Chinese Academy of Sciences
Institute of Automation, Chinese Academy of Sciences|中科院自动化所|自动化研究所|CASIA|中国科学院自动化研究所|中科院自动化研究所|>Chinese Academy of Sciences
Harbin Institute of Technology|哈尔滨工业大学|哈工大|HIT
Harbin Institute of Technology, Shenzhen|哈尔滨工业大学（深圳）|哈尔滨工业大学深圳|哈工大深圳|哈工大（深圳）|HIT Shenzhen|HITSZ|HIT-SZ|Harbin Institute of Technology (Shenzhen)|>Harbin Institute of Technology
Beihang University|北京航空航天大学|北航|BUAA
Beijing Institute of Technology|北京理工大学|北理工
Beijing University of Posts and Telecommunications|北京邮电大学|北邮|BUPT
Beijing Normal University|北京师范大学|北师大|BNU
Beijing Jiaotong University|北京交通大学|北交大|BJTU
Renmin University of China|中国人民大学|人大|人民大学|RUC|Renmin University
Huazhong University of Science and Technology|华中科技大学|华科|HUST
Wuhan University|武汉大学|武大|WHU
Hunan University|湖南大学|HNU
Central South University|中南大学|CSU Changsha
Sun Yat-sen University|中山大学|SYSU|Sun Yat sen University
South China University of Technology|华南理工大学|华工|SCUT
Xi'an Jiaotong University|西安交通大学|西安交大|XJTU|Xian Jiaotong University
Xidian University|西安电子科技大学|西电|Xidian
Northwestern Polytechnical University|西北工业大学|西工大|NWPU
University of Electronic Science and Technology of China|电子科技大学|成电|UESTC
Sichuan University|四川大学|川大|SCU
Chongqing University|重庆大学|CQU
Tianjin University|天津大学|天大|TJU
Nankai University|南开大学|南开|Nankai
Shenzhen University|深圳大学|深大|SZU
Soochow University|苏州大学|苏大
Southeast University|东南大学|SEU
Tongji University|同济大学|同济|Tongji
East China Normal University|华东师范大学|华师大|ECNU
Shandong University|山东大学|山大|SDU
Xiamen University|厦门大学|厦大|XMU
Dalian University of Technology|大连理工大学|大工|DUT
Jilin University|吉林大学|吉大|JLU
National University of Defense Technology|国防科技大学|国防科大|NUDT|中国人民解放军国防科技大学
Southern University of Science and Technology|南方科技大学|南科大|SUSTech
ShanghaiTech University|上海科技大学|上科大|ShanghaiTech
Westlake University|西湖大学|Westlake
Shanghai AI Laboratory|上海人工智能实验室|上海AI实验室|Shanghai AI Lab|Shanghai Artificial Intelligence Laboratory|上海人工智能研究实验室
Shanghai Innovation Institute|上海创智学院|SII
Beijing Academy of Artificial Intelligence|北京智源人工智能研究院|智源研究院|智源|BAAI|北京智源研究院|智源人工智能研究院
Zhongguancun Academy|中关村学院|北京中关村学院
Peng Cheng Laboratory|鹏城实验室|Pengcheng Laboratory|Peng Cheng Lab|PCL
Zhejiang Lab|之江实验室
Hong Kong University of Science and Technology|香港科技大学|港科大|科大|HKUST|The Hong Kong University of Science and Technology
Hong Kong University of Science and Technology (Guangzhou)|HKUST(GZ)|HKUST-GZ|HKUST Guangzhou|HKUST (Guangzhou)|香港科技大学（广州）|香港科技大学广州|港科大广州|港科大（广州）|The Hong Kong University of Science and Technology (Guangzhou)|>Hong Kong University of Science and Technology
Chinese University of Hong Kong|香港中文大学|港中文|CUHK|The Chinese University of Hong Kong
Chinese University of Hong Kong, Shenzhen|CUHK-Shenzhen|CUHK(SZ)|CUHK-SZ|CUHK Shenzhen|CUHKSZ|香港中文大学（深圳）|香港中文大学深圳|港中文深圳|港中文（深圳）|港中深|The Chinese University of Hong Kong, Shenzhen|>Chinese University of Hong Kong
University of Hong Kong|香港大学|港大|HKU|The University of Hong Kong
City University of Hong Kong|香港城市大学|港城大|CityU
Hong Kong Polytechnic University|香港理工大学|港理工|PolyU|The Hong Kong Polytechnic University
Hong Kong Baptist University|香港浸会大学|浸大|HKBU
University of Macau|澳门大学|UM Macau
National Taiwan University|台湾大学|台大|NTU Taiwan
National Tsing Hua University|国立清华大学|台湾清华大学|NTHU
National Yang Ming Chiao Tung University|阳明交通大学|NYCU
Academia Sinica|中央研究院|台湾中央研究院
Nanyang Technological University|南洋理工大学|南洋理工|NTU
National University of Singapore|新加坡国立大学|国大|NUS
Indian Institute of Technology Bombay|印度理工学院孟买分校|IIT Bombay|IITB
Indian Institute of Science|印度科学研究所|印度科学学院|IISc
University of Tokyo|东京大学|东大|The University of Tokyo|UTokyo|日本东京大学
Kyoto University|京都大学
RIKEN|理化学研究所|理研
Seoul National University|首尔国立大学|首尔大学|SNU
KAIST|韩国科学技术院|韩国科学技术高等研究院|Korea Advanced Institute of Science and Technology|韩国科学技术高级研究院
POSTECH|浦项科技大学|浦项工科大学|Pohang University of Science and Technology
Korea University|高丽大学
Yonsei University|延世大学
Massachusetts Institute of Technology|麻省理工学院|麻省理工|MIT|MIT CSAIL|CSAIL
MIT-IBM Watson AI Lab|MIT-IBM|MIT-IBM沃森人工智能实验室|>Massachusetts Institute of Technology|>IBM
Stanford University|斯坦福大学|斯坦福|Stanford
Harvard University|哈佛大学|哈佛|Harvard
Princeton University|普林斯顿大学|普林斯顿|Princeton
Yale University|耶鲁大学|耶鲁|Yale
Columbia University|哥伦比亚大学|哥大
Cornell University|康奈尔大学|康奈尔|Cornell|Cornell Tech
Carnegie Mellon University|卡内基梅隆大学|卡耐基梅隆大学|卡内基梅隆|CMU|Carnegie Mellon
University of California, Berkeley|加州大学伯克利分校|加利福尼亚大学伯克利分校|伯克利|UC Berkeley|UCB|Berkeley|University of California Berkeley|BAIR|Berkeley AI Research|Berkeley Artificial Intelligence Research|加利福尼亚大学伯克利|加州伯克利
University of California, Los Angeles|加州大学洛杉矶分校|UCLA|UC Los Angeles
University of California, San Diego|加州大学圣地亚哥分校|UC San Diego|UCSD
University of California, Santa Barbara|加州大学圣塔芭芭拉分校|UC Santa Barbara|UCSB
University of California, Irvine|加州大学欧文分校|UC Irvine|UCI
University of California, Davis|加州大学戴维斯分校|UC Davis
California Institute of Technology|加州理工学院|加州理工|Caltech
New York University|纽约大学|NYU
Stony Brook University|石溪大学
NYU Shanghai|上海纽约大学|New York University Shanghai|>New York University
University of Washington|华盛顿大学|UW|UWashington
University of Michigan|密歇根大学|密西根大学|UMich
University of Illinois Urbana-Champaign|伊利诺伊大学厄巴纳-香槟分校|伊利诺伊大学香槟分校|UIUC|University of Illinois at Urbana-Champaign|伊利诺伊大学厄巴纳香槟分校|伊利诺伊大学
Georgia Institute of Technology|佐治亚理工学院|佐治亚理工|Georgia Tech|GaTech
University of Texas at Austin|得克萨斯大学奥斯汀分校|德克萨斯大学奥斯汀分校|UT Austin|The University of Texas at Austin
University of Pennsylvania|宾夕法尼亚大学|宾大|UPenn|Penn
Pennsylvania State University|宾夕法尼亚州立大学|宾州立大学|Penn State
Ohio State University|俄亥俄州立大学|OSU|The Ohio State University
University of Maryland|马里兰大学|UMD|University of Maryland, College Park
University of Southern California|南加州大学|南加大|USC
University of North Carolina at Chapel Hill|北卡罗来纳大学教堂山分校|UNC Chapel Hill|UNC
University of Wisconsin-Madison|威斯康星大学麦迪逊分校|UW-Madison|UW Madison|威斯康星大学
University of Chicago|芝加哥大学|UChicago
Northwestern University|西北大学（美国）|美国西北大学
Rutgers University|罗格斯大学|Rutgers
Johns Hopkins University|约翰斯·霍普金斯大学|约翰霍普金斯大学|JHU|Johns Hopkins
Duke University|杜克大学|Duke
Duke Kunshan University|昆山杜克大学|DKU|>Duke University
Purdue University|普渡大学|Purdue
University of Toronto|多伦多大学|UofT|U Toronto|U of Toronto
Vector Institute|向量研究所|Vector
Mila|蒙特利尔学习算法研究所|Mila Quebec AI Institute|Quebec AI Institute
University of Montreal|蒙特利尔大学|Université de Montréal|UdeM
McGill University|麦吉尔大学|McGill
University of British Columbia|不列颠哥伦比亚大学|UBC
University of Waterloo|滑铁卢大学|Waterloo
University of Oxford|牛津大学|牛津|Oxford|Oxford University
University of Cambridge|剑桥大学|剑桥|Cambridge University
University College London|伦敦大学学院|UCL
Imperial College London|伦敦帝国理工学院|帝国理工学院|帝国理工|Imperial College
King's College London|伦敦国王学院|KCL
University of Edinburgh|爱丁堡大学|Edinburgh University|The University of Edinburgh
University of Nottingham Ningbo China|宁波诺丁汉大学|UNNC
ETH Zürich|苏黎世联邦理工学院|苏黎世联邦理工|ETH|ETH Zurich|ETHZ
EPFL|洛桑联邦理工学院|瑞士洛桑联邦理工学院|École Polytechnique Fédérale de Lausanne
University of Zurich|苏黎世大学|UZH
Technical University of Munich|慕尼黑工业大学|TUM|TU Munich
Ludwig Maximilian University of Munich|慕尼黑大学|LMU|LMU Munich
University of Tübingen|图宾根大学|University of Tuebingen
University of Bonn|波恩大学
RWTH Aachen University|亚琛工业大学|RWTH Aachen|RWTH
Max Planck Institute|马克斯·普朗克研究所|马普所|MPI|Max Planck Institutes|Max Planck Institute for Intelligent Systems|马克斯普朗克研究所|MPI-IS|MPI-INF|Max Planck Institute for Informatics
University of Amsterdam|阿姆斯特丹大学|UvA
TU Delft|代尔夫特理工大学|Delft University of Technology
KTH Royal Institute of Technology|瑞典皇家理工学院|皇家理工学院|KTH
University of Copenhagen|哥本哈根大学
Sapienza University of Rome|罗马大学|罗马第一大学|Sapienza
INRIA|法国国家信息与自动化研究所|法国国家信息与自动化研究院|Inria Paris|法国国家数字科学与技术研究所
KU Leuven|鲁汶大学|天主教鲁汶大学
Weizmann Institute of Science|魏茨曼科学研究所|Weizmann Institute|Weizmann
Technion|以色列理工学院|Technion Israel Institute of Technology
Tel Aviv University|特拉维夫大学|TAU
King Abdullah University of Science and Technology|阿卜杜拉国王科技大学|KAUST
Mohamed bin Zayed University of Artificial Intelligence|穆罕默德·本·扎耶德人工智能大学|MBZUAI
University of Sydney|悉尼大学|The University of Sydney
University of Technology Sydney|悉尼科技大学|UTS
University of New South Wales|新南威尔士大学|UNSW|UNSW Sydney
University of Queensland|昆士兰大学|The University of Queensland|UQ
University of Melbourne|墨尔本大学|The University of Melbourne
Australian National University|澳大利亚国立大学|ANU
University of Adelaide|阿德莱德大学|The University of Adelaide
Monash University|莫纳什大学|Monash
Google|谷歌|Google Research|谷歌研究院|Google Brain|谷歌大脑|Google AI|Google Cloud|Google Inc|Google LLC
Google DeepMind|DeepMind|深度思维
OpenAI|开放人工智能
xAI|x.AI
Anthropic|Anthropic PBC
Meta|Meta AI|FAIR|Facebook|Facebook AI Research|Facebook AI|脸书|Meta FAIR|Meta Platforms|GenAI Meta|Meta GenAI
Microsoft|微软|Microsoft Research|微软研究院|MSR|MSRA|Microsoft Research Asia|微软亚洲研究院|微软亚研|Microsoft Corporation|微软公司|微软亚洲研究院（MSRA）
Apple|苹果|Apple Inc
Amazon|亚马逊|AWS|Amazon Web Services|AWS AI Labs|Amazon Science
NVIDIA|英伟达|NVIDIA Research|英伟达公司|NVIDIA Corporation|NVIDIA AI
IBM|IBM Research|国际商业机器
Intel|英特尔|Intel Labs
Adobe|Adobe Research|奥多比
Salesforce|Salesforce Research|Salesforce AI Research
Samsung|三星|Samsung Research|Samsung AI Center|Samsung Electronics|三星电子
Huawei|华为|Huawei Noah's Ark Lab|华为诺亚方舟实验室|诺亚方舟实验室|Noah's Ark Lab|Huawei Technologies|华为技术有限公司|华为公司
Alibaba|阿里巴巴|阿里|Alibaba Group|DAMO Academy|达摩院|Alibaba DAMO Academy|阿里巴巴集团|Tongyi Lab|通义实验室|Alibaba Cloud|阿里云
Ant Group|蚂蚁集团|蚂蚁|Ant Research|Inclusion AI
Tencent|腾讯|Tencent AI Lab|腾讯AI Lab|WeChat AI|腾讯公司|Tencent Hunyuan|腾讯优图实验室|Tencent Youtu Lab
Baidu|百度|Baidu Research|百度研究院|百度公司|Baidu Inc
ByteDance|字节跳动|字节|ByteDance AI Lab|ByteDance Seed|字节跳动公司|字节跳动种子团队|ByteDance Inc|TikTok
SenseTime|商汤科技|商汤|SenseTime Research
Megvii|旷视科技|旷视|Megvii Technology
JD.com|京东|JD AI Research|JD
Meituan|美团|美团公司|Meituan LongCat
Kuaishou|快手|Kuaishou Technology
Xiaomi|小米|Xiaomi AI Lab|小米公司|Xiaomi Corporation
DeepSeek|深度求索|DeepSeek-AI|DeepSeek AI
Zhipu AI|智谱|智谱AI|智谱华章|北京智谱华章科技有限公司|Zhipu|Z.ai|ZhipuAI|Zhipu.AI
Moonshot AI|月之暗面|Moonshot|Kimi Team
MiniMax|稀宇科技
StepFun|阶跃星辰|阶跃
Baichuan|百川智能|Baichuan Inc|Baichuan AI
01.AI|零一万物
iFLYTEK|科大讯飞|讯飞|iFLYTEK Research
Hugging Face|抱抱脸|HuggingFace
Mistral AI|Mistral
Cohere|Cohere For AI|Cohere Labs
Allen Institute for AI|艾伦人工智能研究所|AI2|Allen Institute for Artificial Intelligence|Allen Institute for Artificial Intelligence AI2|艾伦人工智能研究院|Allen AI
Uber|优步|Uber AI|Uber ATG
Tesla|特斯拉
Sony|索尼|Sony AI
Toyota Research Institute|丰田研究院|TRI
Naver|NAVER AI Lab|NAVER LABS|Naver Clova
Yandex|Yandex Research
Stability AI|Stability
`
